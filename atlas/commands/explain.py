"""`atlas explain`: what a rule finds, why it is a fault, an example of each kind, and how to mend it."""

from __future__ import annotations

import click

from atlas.commands.options import misuse
from atlas.load.explanation import explanation
from atlas.message import say, spoken
from atlas.problem import nearest
from atlas.rules import RULES


@click.command("explain")
@click.argument("rule", required=False)
def explain(rule: str | None) -> None:
    """Say what a RULE finds, why it is a fault and how to mend it; without RULE, list them all.

    Example: atlas explain uncited
    """
    if rule is None:
        for known in RULES.values():
            click.echo(f"{known.id:24} {spoken(known.name)}")
        return
    if rule not in RULES:
        near = nearest(rule, RULES)
        words = say("no rule '{rule}'; see atlas explain", rule=rule)
        raise misuse(say("no rule '{rule}'; did you mean '{near}'?", rule=rule, near=near) if near else words)
    found = explanation(rule)
    click.echo(spoken(say("{rule}: {name}", rule=rule, name=RULES[rule].name)))
    click.echo("  " + spoken(say("why: {why}", why=RULES[rule].why)))
    click.echo("  " + spoken(say("fix: {fix}", fix=found.mend)))
    for heading, text in ((say("wrong:"), found.wrong), (say("right:"), found.right)):
        click.echo(f"\n  {spoken(heading)}\n")
        click.echo("".join(f"    {line}\n" if line else "\n" for line in text.splitlines()), nl=False)
