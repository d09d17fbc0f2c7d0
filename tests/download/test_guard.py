import asyncio
import socket
import threading
from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st
from misbehaving import Server

from fashion_clf.download._guard import Guard
from fashion_clf.download._networks import closed_by, parse_address
from fashion_clf.download._outcome import RefusedError

CLOSED = {
    "private": "10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 127.0.0.1 127.255.0.1 "
    "100.64.0.1 100.127.255.255 ::1 fc00::1 fdff::1",
    "link-local": "169.254.169.254 169.254.0.1 fe80::1 fe80::1%eth0 febf::1",
    "multicast": "224.0.0.1 239.255.255.255 ff02::1",
    "of a cloud's own services": "168.63.129.16 100.100.100.200 fd00:ec2::254",
    "reserved": "0.0.0.0 0.1.2.3 192.0.0.8 192.0.2.1 192.88.99.1 198.18.0.1 198.19.255.255 "
    "198.51.100.1 203.0.113.1 240.0.0.1 255.255.255.255 "
    "2001::1 2001:10::1 2001:db8::1 2002:7f00:1:: 2002:808:808:: 3fff::1 5f00::1",
    "not of the public IPv6 network": ":: ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::127.0.0.1 "
    "64:ff9b:1::1 100::1 fec0::1 4000::1 2606:4700::1%eth0",
}
OPEN = "8.8.8.8 1.1.1.1 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 169.253.0.1 172.32.0.1 "
OPEN += "223.255.255.255 2606:4700::1111 2001:4860:4860::8888 2a00:1450::1 64:ff9b::8.8.8.8"


@pytest.mark.parametrize(
    ("address", "why"), [(text, why) for why, texts in CLOSED.items() for text in texts.split()]
)
def test_closed(address, why):
    assert closed_by(parse_address(address)) == why
    allowed = closed_by(parse_address(address), allow_private=True)
    assert allowed == (None if why == "private" else why)


@pytest.mark.parametrize("address", OPEN.split())
def test_open(address):
    assert closed_by(parse_address(address)) is None


@given(st.ip_addresses(v=4))
def test_no_address_is_open_that_python_calls_special(address):
    if not address.is_global or address.is_multicast:
        assert closed_by(address)


@given(st.ip_addresses(v=4))
def test_an_address_in_another_is_no_way_in(inner):
    number = int(inner)
    mapped = ip_address(int(ip_address("::ffff:0:0")) | number)
    six_to_four = ip_address(int(ip_address("2002::")) | number << 80)
    translated = parse_address(str(ip_address(int(ip_address("64:ff9b::")) | number)))
    assert closed_by(mapped) and closed_by(six_to_four)
    assert closed_by(translated) == closed_by(inner)


ODD = [
    ("http://0x7f.1/", "an odd form of a number"),
    ("http://0x7f000001/", "an odd form of a number"),
    ("http://2130706433/", "an odd form of a number"),
    ("http://0177.0.0.1/", "an odd form of a number"),
    ("http://127.1/", "an odd form of a number"),
    ("http://127.0.0.1./", "an odd form of a number"),
    ("http://example.1/", "an odd form of a number"),
    ("http://１２７.0.0.1/", "127.0.0.1 is private"),
    ("http://127。0。0。1/", "127.0.0.1 is private"),
    ("http://[::1]/", "::1 is private"),
    ("http://[::ffff:127.0.0.1]/", "is not of the public IPv6 network"),
    ("http://[fe80::1%25eth0]/", "is link-local"),
    ("http://169.254.169.254/latest/meta-data/", "169.254.169.254 is link-local"),
    ("http://good@127.0.0.1/", "it names a user"),
    ("http://good:word@example.com/", "it names a user"),
    ("http://:@example.com/", "it names a user"),
    ("http://good.com\\@127.0.0.1/", "a backslash"),
    ("http://exa\tmple.com/", "a control character"),
    ("http://example.com:8080/", "port 8080 is not allowed, only 80, 443"),
    ("http://example.com:0/", "port 0 is not allowed"),
    ("http://example.com:99999/", "address: "),
    ("http:///a.jpg", "the host '' is none"),
    ("http://a..b/", "is none"),
    ("http://a b/", "is none"),
    ("http://%31%32%37.0.0.1/", "an odd form of a number"),
    ("http://127.0.0.1%2f.example.com/", "is none"),
    ("ftp://example.com/a.jpg", "the scheme is 'ftp'"),
    ("gopher://example.com/", "the scheme is 'gopher'"),
    ("file:///etc/passwd", "the scheme is 'file'"),
]


@pytest.mark.parametrize(("url", "reason"), ODD)
def test_odd_addresses(url, reason):
    with pytest.raises(RefusedError) as caught:
        Guard().check(url)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("HTTPS://Example.COM/ä b.jpg?w=1,2", "example.com"),
        ("http://bücher.example:80/", "xn--bcher-kva.example"),
        ("https://img_1.example.com./", "img_1.example.com."),
        ("https://8.8.8.8/", "8.8.8.8"),
        ("https://3d.example/", "3d.example"),
    ],
)
def test_usual_addresses(url, host):
    assert Guard().check(url).raw_host == host


def test_ports_can_be_allowed():
    assert Guard(ports=(8443,)).check("https://example.com:8443/").port == 8443
    assert Guard(allow_private=True).check("http://localhost:5000/").port == 5000


def names(**addresses):
    """Know names, each by one list of addresses after the other."""
    left = {name: list(lists) for name, lists in addresses.items()}

    async def resolve(host, port):
        lists = left[host.partition(".")[0]]
        return lists.pop(0) if len(lists) > 1 else lists[0]

    return resolve


@pytest.mark.parametrize("addresses", [["8.8.8.8", "127.0.0.1"], ["127.0.0.1", "8.8.8.8"]])
def test_a_name_with_one_closed_address_is_refused_as_a_whole(server, download, addresses):
    guard = Guard(ports=(server.port,), resolve=names(two=[addresses]))
    (line,) = download(f"http://two.example:{server.port}/photo/1", guard=guard)
    assert line.reason == (
        "address: 127.0.0.1, an address of two.example, is private; --allow-private would allow it"
    )
    assert not server.requests


def test_localhost_is_refused(server, download):
    (line,) = download(server.url("/photo/1"), guard=Guard(ports=(server.port,)))
    assert "127.0.0.1 is private" in line.reason
    url = f"http://localhost:{server.port}/photo/1"
    (line,) = download(url, guard=Guard(ports=(server.port,)), folder="other")
    assert "an address of localhost, is private" in line.reason
    assert not server.requests


@pytest.fixture
def inside(server):
    """Another machine, which must not be reached; 127.0.0.1 plays the public network here."""
    inside = Server("127.0.0.2", server.port)
    yield inside
    inside.close()


def public_but(host, server, resolve):
    return Guard(
        closed=[(ip_network(f"{host}/32"), "private")], ports=(server.port,), resolve=resolve
    )


def test_a_name_that_is_another_address_the_second_time(server, inside, download):
    """What was looked at is what is connected to, for every connection anew."""
    resolve = names(rebound=[["127.0.0.1"], ["127.0.0.2"]])
    guard = public_but(inside.host, server, resolve)
    urls = [f"http://rebound.example:{server.port}{path}" for path in ("/missing/1", "/too_long/2")]
    # the server breaks the connection in the second answer: the next attempt needs another
    first, second = download(*urls, guard=guard, limits={"per_host": 1, "retries": 1})
    assert first.reason == "HTTP 404"
    assert "127.0.0.2, an address of rebound.example, is private" in second.reason
    assert [path for path, *_ in server.requests] == ["/missing/1", "/too_long/2"]
    assert not inside.requests


def test_the_name_stays_in_the_request(server, download):
    guard = public_but("127.0.0.2", server, names(shop=[["127.0.0.1"]]))
    (line,) = download(f"http://shop.example:{server.port}/photo/1", guard=guard)
    assert line.status == "downloaded"
    assert server.requests[0][1]["host"] == f"shop.example:{server.port}"


def test_the_name_stays_in_tls(download):
    """TLS is begun with the name, though the connection goes to an address."""
    heard = []

    def listen(listener):
        client, _ = listener.accept()
        with client:
            heard.append(client.recv(10_000))
            client.sendall(b"\x15\x03\x03\x00\x02\x02\x28")  # alert: handshake failure

    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        thread = threading.Thread(target=listen, args=(listener,))
        thread.start()
        guard = Guard(allow_private=True, resolve=names(shop=[["127.0.0.1"]]))
        (line,) = download(f"https://shop.example:{port}/a.jpg", guard=guard)
        thread.join()
    assert line.reason.startswith("TLS: ")  # and no further attempt, which would find nobody
    assert b"shop.example" in heard[0]


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://169.254.169.254/latest/", "address: 169.254.169.254 is link-local"),
        ("http://[::ffff:169.254.169.254]/", "is not of the public IPv6 network"),
        ("file:///etc/passwd", "address: the scheme is 'file', not http or https"),
        ("http://user@127.0.0.1/", "address: it names a user"),
        ("//0x7f.1/", "an odd form of a number"),
        ("http://[", "address: of a redirect"),
    ],
)
def test_redirects_are_looked_at_as_well(server, download, target, reason):
    server.raw = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: %b\r\n\r\n"
    server.raw %= target.encode()
    guard = Guard(allow_private=True)
    (line,) = download(server.url("/raw"), guard=guard, root="/")
    assert (line.status, line.path) == ("failed", "")
    assert reason in line.reason


def test_a_redirect_to_a_closed_machine(server, inside, download):
    guard = public_but(inside.host, server, names())
    (line,) = download(server.url(f"/to?{inside.url('/photo/1')}"), guard=guard)
    assert line.reason.startswith("address: 127.0.0.2 is private")
    assert len(server.requests) == 1 and not inside.requests


def test_names_without_an_address(download):
    guard = Guard(resolve=names(empty=[[]]))
    (line,) = download("http://empty.example/a.jpg", guard=guard)
    assert line.reason == "name: empty.example has no address"


def test_a_name_that_nobody_knows(download):
    host = ".".join(["a" * 60] * 5)  # too long for any server to be asked
    (line,) = download(f"http://{host}/a.jpg", guard=Guard())
    assert line.reason == f"name: {host} is not known"


def test_a_name_server_that_does_not_answer(download):
    async def resolve(host, port):
        await asyncio.sleep(3600)

    guard = Guard(resolve=resolve, timeout=0.05)
    (line,) = download("http://slow.example/a.jpg", guard=guard, limits={"retries": 0})
    assert line.reason.startswith("timeout: ")
