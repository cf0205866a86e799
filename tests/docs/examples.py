#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""examples.py [--list] FILE [SECTION...]: runs the examples of a manual page or of README.md.

An example is a block, .EX to .EE in a page, ```console to ``` in README.md, in which lines that
begin with "$ " (a user's) or "# " (root's) are commands; "> " continues one, and so do a
backslash at the end and a <<'END'.  What follows a command is what it prints.  All
commands of a file run in one shell, in the folder we are in, as who we are.

Each must succeed, and every line that is shown must be printed, in whatever order, but for its
numbers; "..." stands for anything.  A comment before the block says otherwise: `fails`; `fails, on
one line`, if what is shown is one long line in pieces; or `not run: WHY`; in a page it is .\\" COMMENT, in README.md <!-- COMMENT -->.
SECTIONs are headings; without one, all.
"""
import argparse
import re
import subprocess
import sys

BLOCKS = {"page": (re.compile(r"\.EX"), re.compile(r"\.EE")),
          "readme": (re.compile(r"```console"), re.compile(r"```"))}
HEADING = {"page": re.compile(r"\.SH (.*)"), "readme": re.compile(r"#+ (.*)")}
COMMENT = {"page": re.compile(r'\.\\" ((?:fails|not run).*)'),
           "readme": re.compile(r"<!-- ((?:fails|not run).*?) *-->")}
ROFF = [(r"\-", "-"), (r"\(rs", "\\"), (r"\(aq", "'"), (r"\&", ""), (r"\e", "\\")]


class Command:
    def __init__(self, line, section, comment):
        self.text, self.section, self.comment = line[2:], section, comment
        self.shown = []

    def wants_more(self):
        """Inside of a here-document, or behind a backslash."""
        end = re.search(r"<<'(\w+)'", self.text)
        if end:
            return not self.text.endswith("\n" + end.group(1))
        return self.text.endswith("\\")


def plain(line, kind):
    """A line as the reader sees it."""
    if kind == "page":
        line = re.sub(r"\\f[BIRP]", "", line)
        for code, character in ROFF:
            line = line.replace(code, character)
    return line


def commands_of(path):
    kind = "readme" if path.endswith(".md") else "page"
    begin, end = BLOCKS[kind]
    section = comment = ""
    inside, commands = False, []
    for line in open(path, encoding="utf-8").read().splitlines():
        if inside and end.fullmatch(line):
            inside, comment = False, ""
        elif inside:
            take(plain(line, kind), section, comment, commands)
        elif begin.fullmatch(line):
            inside = True
            commands.append(None)  # nothing before this block goes on in it
        else:
            section = match(HEADING[kind], line) or section
            comment = match(COMMENT[kind], line) or comment
    return [command for command in commands if command]


def match(pattern, line):
    found = pattern.fullmatch(line)
    return found.group(1).strip() if found else ""


def take(line, section, comment, commands):
    """One line of a block: a command, more of it, or what it prints."""
    last = commands[-1]
    if last and not last.shown and last.wants_more():
        last.text += "\n" + line
    elif line[:2] in ("$ ", "# "):
        commands.append(Command(line, section, comment))
    elif last and not last.shown and line[:2] == "> ":
        last.text += "\n" + line[2:]
    elif last and line.strip():
        last.shown.append(line)


def pattern_of(shown):
    """What a line that is shown may look like: other numbers, other blanks."""
    text = re.escape(re.sub(r"\s+", " ", shown.strip()))
    text = text.replace(r"\.\.\.", ".*").replace(r"\ ", r"\s+")
    return re.compile(re.sub(r"\d+(\\\.\d+)*", lambda _: r"\d+(\.\d+)*", text) + r"\s*$", re.M)


class Shell:
    """One bash for all commands, so that cd and export last."""

    def __init__(self):
        self.process = subprocess.Popen(["bash"], stdin=subprocess.PIPE, text=True,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def run(self, text):
        """(status, what it printed)"""
        mark = "end-of-example"
        print(f"{text}\nprintf '\\n{mark} %d\\n' $?", file=self.process.stdin, flush=True)
        lines = []
        for line in self.process.stdout:
            if line.startswith(mark):
                return int(line.split()[1]), "".join(lines)
            lines.append(line)
        return self.process.wait(), "".join(lines)


def run(command, shell):
    """What is wrong, None if nothing is."""
    status, output = shell.run(f"{{ {command.text}\n}} </dev/null"
                               if "<<" not in command.text else command.text)
    if (status != 0) != command.comment.startswith("fails"):
        return f"exit status {status}:\n{output}"
    one_line = command.comment.endswith("on one line")
    for line in [" ".join(command.shown)] if one_line else command.shown:
        if not pattern_of(line).search(output):
            return f"it does not print: {line}\nbut:\n{output}"
    return None


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("file")
    parser.add_argument("sections", nargs="*")
    args = parser.parse_args()
    shell, wrong = Shell(), 0
    for command in commands_of(args.file):
        if args.sections and command.section not in args.sections:
            continue
        skipped = command.comment.startswith("not run")
        print(f"$ {command.text}" + (f"   # {command.comment}" if command.comment else ""),
              flush=True)
        if args.list or skipped:
            continue
        difference = run(command, shell)
        if difference:
            print(f"WRONG: {difference}")
            wrong += 1
    return wrong > 0


sys.exit(main())
