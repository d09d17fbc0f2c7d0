"""The networks that no photo of a shop comes from, by IANA's registries of special addresses."""

from ipaddress import IPv6Address, ip_address, ip_network

__all__ = ["CLOSED", "closed_by", "parse_address"]

_INSIDE = "private"  # what --allow-private opens, and nothing else
_NAMED = {
    _INSIDE: "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 127.0.0.0/8 100.64.0.0/10 ::1/128 fc00::/7",
    "link-local": "169.254.0.0/16 fe80::/10",  # with the metadata of clouds, 169.254.169.254
    "multicast": "224.0.0.0/4 ff00::/8",
    "of a cloud's own services": "168.63.129.16/32 fd00:ec2::254/128 100.100.100.200/32",
    "reserved": "0.0.0.0/8 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 198.18.0.0/15 198.51.100.0/24 "
    "203.0.113.0/24 240.0.0.0/4 2001::/23 2001:db8::/32 2002::/16 3fff::/20 5f00::/16",
}
# The narrowest first: a cloud's own services lie within networks that can be opened.
CLOSED = sorted(
    ((ip_network(text), name) for name, texts in _NAMED.items() for text in texts.split()),
    key=lambda entry: -entry[0].prefixlen,
)
_GLOBAL_IPV6 = ip_network("2000::/3")
_NAT64 = ip_network("64:ff9b::/96")


def parse_address(text):
    """Read an address in its usual notation; None for anything else.

    An IPv4 address that a translator (NAT64) carries in an IPv6 address is what is
    connected to in the end, and what is judged.
    """
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if address.version == 6 and address.scope_id is None and address in _NAT64:
        return ip_address(int(address) & 0xFFFFFFFF)
    return address


def closed_by(address, allow_private=False, closed=CLOSED):
    """Tell why an address is not connected to.

    Parameters
    ----------
    address : IPv4Address or IPv6Address
        As of :func:`parse_address`.
    allow_private : bool, default=False
        Whether networks of one's own, and this machine itself, are open.
    closed : list of (network, str), default=CLOSED
        What is closed and why, the narrowest first.

    Returns
    -------
    str or None
        Such as ``"private"``; None where it is open.
    """
    for network, name in closed:
        if address.version == network.version and address in network:
            return None if allow_private and name == _INSIDE else name
    # among others IPv4 within IPv6 (::ffff:0:0/96, ::/96), which would be a second way in
    if isinstance(address, IPv6Address) and (address.scope_id or address not in _GLOBAL_IPV6):
        return "not of the public IPv6 network"
    return None
