"""The words of what is learned from a map: conditions, indicators, stories, events, questions, risks, decisions, saved versions."""

from __future__ import annotations

LEARNING = """
condition | Condition | conditions | A condition that helps or hinders change.
name: What it is called.
definition: What is meant by it.
w6: Its place in the six conditions of systems change.
kind: What kind of condition.

condition_rating | ConditionRating | conditionRatings | How a condition stands in a place in a round, as one group said.
condition: The condition.
wave: The round.
place: Where.
by: Who said so.
rating: helps, hinders, mixed or unknown.
evidence: What shows it.
tag: scaling out, scaling up, scaling deep or early sign.

indicator | Indicator | indicators | Something that is measured.
name: What it is called.
scale: From what to what it runs.
unit: What it is counted in.
about: Whom or what it is about.
chosen_by: Who chose it.
matters_to: To whom it matters.

measurement | Measurement | measurements | One value of an indicator. Values on different scales are never compared.
indicator: What was measured.
wave: The round.
date: When.
value: The value.
unit: What it is counted in.
n: Over how many it was measured.
scale: From what to what it runs.
instrument: How it was measured.

story | Story | stories | What somebody told, by their role, with their consent.
teller_role: Who told it, by their role.
about: Whom, which tie or which condition it is about.
text: The story.
shows: What it shows.
wave: The round.
date: When it was told.
consent: asked, given, limited, withdrawn, not needed or not recorded.
text_version: Which wording of the consent was agreed to.
note: What was noted beside it.
note_audience: For whom the note is; map keepers, unless stated.

statement | Statement | statements | Something said about an actor or the map that is no tie.
about: Whom or what it is about.
text: What was said.
topic: Its topic.

event | Event | events | Something that happened.
date: When.
what: What happened.
affects: Whom it touched.
tag: scaling out, scaling up, scaling deep or early sign.
date_note: What is uncertain about its date.

question | Question | questions | A burning question, and what would answer it.
question: The question.
owner: Who keeps it.
theme: Its theme.
status: How far it is answered.
date: When it was asked.
would_answer: What would answer it.

risk | Risk | risks | A risk of acting beside the risk of not acting.
acting: The risk of acting.
not_acting: The risk of not acting.
bearer: Who bears it.
tolerance: How much of it can be borne.
about: What it is about.

decision | Decision | decisions | What was decided, and whose advice was followed.
what: What was decided.
who_decided: Who decided.
asked: Who was asked.
followed: Was their advice followed?
date: When.

snapshot | Snapshot | snapshots | A saved version: a name for the map at one of its revisions, which no later edit moves.
name: What it is called.
wave: The round it looks at.
at: The day it looks at.
order: Its place among the saved versions.
note: What was said with it.
revision: The edit it was taken at.
digest: The fingerprint of all that was on the map then.

publication | Publication | publications | A figure that was published: frozen, for the readers it names, at an address of its own.
title: What it is called.
layer: What it shows: relationships, trust, funding or power.
point: The round, saved version or day it shows.
before: The earlier one, where it shows a change.
types: These kinds of relationship only, where it says so.
labels: names, or codes in their place.
group: By what organisations are put together, where it shows trust.
status: published, superseded or withdrawn.
replaced_by: The key of the figure that took its place.
note: What was said with it.
digest: The fingerprint of what was frozen.
sites: The sites whose pages may show it, with | between them; any, where it is null.

correction | Correction | corrections | Something that a reader says is wrong, for the map keeper to apply or to dismiss.
about: The actor it is about, by its key.
field: Which of its words is meant, or other.
value: What should stand there instead.
text: What is said to be wrong.
by: Who says so, as far as they did.
date: When.
status: open, applied or dismissed.
answer: What the map keeper says to it.
"""
