"""The command `pressmark`: gathers the commands of the rooms. It alone sees all three."""

from __future__ import annotations

import click

import index.commands
import search.commands
import web.commands
import web.quote_commands
from search.version import VERSION


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="pressmark")
def main() -> None:
    """A press archive that fact-checkers and librarians run themselves.

    Start with `pressmark demo`, or fill an archive of your own: `pressmark index PATH...`, then
    `pressmark serve`.
    """


for room in (index.commands, search.commands, web.quote_commands, web.commands):
    for command in room.COMMANDS:
        main.add_command(command)
main.add_command(web.commands.demo_command(index.commands.index_into, index.commands.print_summary))

if __name__ == "__main__":
    main()
