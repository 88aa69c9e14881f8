"""What the tests of the baseline share: a small repository with two findings."""

import json
from datetime import date

from agentgen.baseline.change import Acceptance
from agentgen.commands.check import CheckRequest, check
from agentgen.commands.check_baseline import DEFAULT, BaselineRequest
from tests.checking import repository

TODAY = date(2026, 11, 20)
APP = "def f(a):\n    print(a)\n    return a\n\n\ndef g(b):\n    print(b)\n"
FILES = {"AGENTS.md": "No print statements\n", "app.py": APP}
WHY = Acceptance("old importer", "payments", date(2027, 3, 31))


class Shop:
    """A small repository under a baseline."""

    def __init__(self, root, compiler):
        self.root, self.file, self.compiler = root, root / DEFAULT, compiler

    def check(self, today=TODAY, gates=(), **options):
        request = CheckRequest(self.root, baseline=BaselineRequest(today=today, **options))
        if gates:
            request = CheckRequest(self.root, gates=None, baseline=request.baseline)
        return check(request, self.compiler, gates=gates or ())

    def accept(self, why=WHY, **options):
        return self.check(accept=why, **options)

    def write(self, **texts):
        repository(self.root, {name.replace("_py", ".py"): text for name, text in texts.items()})

    @property
    def entries(self):
        return json.loads(self.file.read_text("utf-8"))["entries"]

    def edit(self, **changes):
        data = json.loads(self.file.read_text("utf-8"))
        for entry in data["entries"]:
            entry.update(changes)
        self.file.write_text(json.dumps(data, indent=4), "utf-8")
