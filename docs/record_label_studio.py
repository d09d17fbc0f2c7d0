"""Records what Label Studio makes of an export: fixtures of the tests of 'import'.

Starts the real server on loopback (SQLite, in a folder of its own), makes a project with the
labelling interface of ``fashion-clf export``, imports the tasks by its API, labels them as two
people, and keeps its JSON and JSON-MIN exports in tests/fixtures/label_studio. Label Studio is
no dependency: give the folder of an environment that has it.

    python docs/record_label_studio.py --environment ENVIRONMENT
"""

import argparse
import json
import os
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from fashion_clf.cli import main as fashion_clf

PORT = 18080
TOKEN = "0123456789abcdef0123456789abcdef01234567"
FIXTURES = Path(__file__).parent.parent / "tests/fixtures/label_studio"
PRODUCTS = [
    ("A-1", "Suede boots", "", "SHOE"),
    ("A-2", "", "Robe longue en soie", "DRESS"),
    ("A-3", "Tights", "40 denier, <b>opaque</b>", "LINGERIE"),
    ("A-4", 'Ümlaut "quoted" & co, belt', "", "OTHERS"),
]
# What two people say of each; None: no answer.
ANSWERS = [("SHOE", "SHOE"), ("DRESS", "DRESS"), ("PANT", "LINGERIE"), ("OTHERS", None)]


def call(method, path, content=None):
    """Call the API of the server."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{PORT}{path}",
        method=method,
        data=None if content is None else json.dumps(content).encode(),
        headers={"Authorization": f"Token {TOKEN}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or b"null")
    except urllib.error.HTTPError as error:
        raise SystemExit(f"{method} {path}: {error.code} {error.read()[:500]}") from error


def wait():
    """Wait until the server answers."""
    for _ in range(120):
        try:
            return call("GET", "/api/projects/")
        except (urllib.error.URLError, ConnectionError):
            time.sleep(1)
    raise SystemExit("the server does not answer")


def export_tasks(folder):
    """Write products as tasks, and give them and the labelling interface."""
    rows = [
        {"id": key, "title": name, "description": text, "category": category,
         "category_confidence": 0.9, "category_source": "rule"}
        for key, name, text, category in PRODUCTS
    ]  # fmt: skip
    (folder / "classified.json").write_text(json.dumps(rows))
    arguments = ["export", str(folder / "classified.json"), "--to", "label-studio", "-o",
                 str(folder / "tasks.json"), "--model", "pretrained", "--quiet"]  # fmt: skip
    try:
        fashion_clf(arguments)
    except SystemExit as ended:
        if ended.code:
            raise
    tasks = json.loads((folder / "tasks.json").read_text())
    return tasks, (folder / "tasks.json.xml").read_text()


def label(project, place, person):
    """Answer all tasks of a project as one of the two people."""
    tasks = call("GET", f"/api/tasks?project={project}&page_size=100")["tasks"]
    for task in tasks:
        names = [key for key, *_ in PRODUCTS]
        answer = ANSWERS[names.index(task["data"]["product"])][place]
        if answer is None:
            continue
        result = [{"from_name": "category", "to_name": "text", "type": "choices",
                   "value": {"choices": [answer]}}]  # fmt: skip
        made = call("POST", f"/api/tasks/{task['id']}/annotations/", {"result": result})
        call("PATCH", f"/api/annotations/{made['id']}/", {"completed_by": person})


def main():
    """Run the server, and record."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--environment", type=Path, required=True)
    program = parser.parse_args().environment / "bin/label-studio"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tasks, interface = export_tasks(folder)
        settings = {
            "LABEL_STUDIO_BASE_DATA_DIR": str(folder / "data"),
            "LABEL_STUDIO_USERNAME": "one@example.com",
            "LABEL_STUDIO_PASSWORD": "not-a-secret-1",
            "LABEL_STUDIO_USER_TOKEN": TOKEN,
            "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",
            "COLLECT_ANALYTICS": "false",
            "DJANGO_DB": "sqlite",
        }
        command = [program, "start", "--no-browser", "--port", str(PORT), "--internal-host",
                   "127.0.0.1"]  # fmt: skip
        with open(folder / "log.txt", "w") as log:
            server = subprocess.Popen(command, env=os.environ | settings, stdout=log, stderr=log)
        try:
            wait()
            project = call("POST", "/api/projects/", {"title": "Shop", "label_config": interface})[
                "id"
            ]
            call("POST", f"/api/projects/{project}/import", tasks)
            mine = call("GET", "/api/current-user/whoami")["id"]
            label(project, 0, mine)
            other = call("POST", "/api/users/", {"email": "two@example.com", "username": "two"})
            label(project, 1, other["id"])
            FIXTURES.mkdir(exist_ok=True)
            for kind in ("JSON", "JSON_MIN"):
                path = f"/api/projects/{project}/export?exportType={kind}&download_all_tasks=true"
                content = json.dumps(call("GET", path), ensure_ascii=False, indent=1)
                (FIXTURES / f"{kind.lower()}.json").write_text(content + "\n", encoding="utf-8")
        finally:
            server.terminate()
            server.wait(30)
            print((folder / "log.txt").read_text()[-800:])


if __name__ == "__main__":
    main()
