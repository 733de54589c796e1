"""README, ARCHITECTURE and CONTRIBUTING against the code: documents fail the build when they fall behind."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

import click
import pytest

import run
from search.parse import parse


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    return (root / "README.md").read_text("utf8")


@pytest.fixture(scope="module")
def architecture(root: Path) -> str:
    return (root / "ARCHITECTURE.md").read_text("utf8")


def blocks(text: str) -> list[str]:
    """The contents of the fenced blocks."""
    return re.findall(r"^```\w*\n(.*?)^```$", text, re.M | re.S)


def test_two_commands_do_everything(readme: str) -> None:
    """The first two blocks are one command line each: the first serves the demonstration, the second tests."""
    demo, tests = blocks(readme)[:2]
    assert demo.count("\n") == tests.count("\n") == 1
    assert demo.rstrip().endswith("run.py demo")
    assert tests.rstrip().endswith("-m pytest")
    assert demo.startswith("python3 -m venv .venv && ")


def test_commands_in_the_readme_exist(readme: str) -> None:
    """Each command and option that README shows is one of the program's."""
    shown = [
        line for block in blocks(readme) for line in block.splitlines() if "pressmark " in line
    ]
    assert shown
    for line in shown:
        words = line.split("#")[0].split("|")[0].split("pressmark ")[1].split()
        command = run.main.commands[words[0]]
        options = {name for parameter in command.params for name in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= options, line


def test_every_command_is_documented(readme: str, root: Path) -> None:
    """Each command stands in the changelog, and says in its help what it does."""
    changelog = (root / "CHANGELOG.md").read_text("utf8")
    for name, command in run.main.commands.items():
        assert name in changelog
        assert command.help
        for parameter in command.params:
            assert (
                isinstance(parameter, click.Argument)
                or getattr(parameter, "help", None)
                or parameter.name in ("sort", "form")
            ), (name, parameter.name)


def test_the_query_examples_parse(readme: str) -> None:
    """Each example of the query table is accepted by the parser."""
    table = readme.split("## The query language")[1].split("##")[0]
    examples = [
        e
        for row in table.splitlines()
        if row.startswith("| `")
        for e in re.findall(r"`([^`]+)`", row.split("|")[1])
    ]
    assert len(examples) >= 15
    for example in examples:
        if example not in (r"\"",):
            parse(example)


def test_the_map_names_every_module(architecture: str, root: Path) -> None:
    """Each module of the rooms stands in ARCHITECTURE, itself or as its package, and nothing else does."""
    for room in ("search", "index", "web"):
        for path in (root / room).iterdir():
            if path.name.startswith("__") or path.name in ("templates", "static", "data"):
                continue
            shown = f"`{path.name}/`" if path.is_dir() else f"`{path.name}`"
            whole = f"`{room}/{path.name}/`"
            assert shown in architecture or whole in architecture, f"{room}/{path.name}"
    for name in re.findall(r"`([a-z_]+\.py)`", architecture):
        assert any(root.rglob(name)), name


def test_each_dependency_has_its_reason(architecture: str, root: Path) -> None:
    """Each package that is installed stands among the chosen parts."""
    config = configparser.ConfigParser()
    config.read(root / "setup.cfg")
    listed = config["options"]["install_requires"] + config["options.extras_require"]["test"]
    for requirement in filter(None, listed.splitlines()):
        if not requirement.startswith("#"):
            name = re.split(r"[ ;<>=]", requirement)[0]
            assert f"`{name}`" in architecture, name


def test_nothing_speaks_of_a_machine(root: Path) -> None:
    """No tracked text holds a path of somebody's machine."""
    suffixes = {".py", ".md", ".toml", ".cfg", ".html", ".css", ".json", ".csv", ".txt"}
    for path in root.rglob("*"):
        relative = path.relative_to(root)
        if path.suffix in suffixes and not relative.parts[0].startswith("."):
            text = path.read_text("utf8", "replace")
            assert not re.search(r"(?<![\w.])/(?:root|home)/\w", text), relative
