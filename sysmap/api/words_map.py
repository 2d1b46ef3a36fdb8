"""The words of what is on a map: sources, places, actors, rounds, answers and ties. ``kind | type | plural | what it is``, then fields."""

from __future__ import annotations

ON_THE_MAP = """
source | Source | sources | Where a fact was read or heard. Its date bounds facts that state no start.
title: What it is called.
author: Who wrote or said it.
date: When it was published or said.
url: Where it can be found.

place | Place | places | A place, and the larger place that it is part of.
name: What it is called.
part_of: The larger place that it is in.
level: neighbourhood, town, county and so on.

actor | Actor | actors | An organisation, team, partnership, fund, school, community or role that is on the map.
name: What it is called.
kind: What it is: organisation, team, school and so on, in the map's own words.
sector: statutory, nhs, education, voluntary and so on, in the map's own words.
place: Where it works.
reach: How many it reaches, as a number. Not stated is never 0.
reach_unit: What is counted in reach.
provision: What it offers.
independence: How independent it is, in words.
aliases: Other names it goes by.
identifiers: Register numbers, such as GB-CHC-1234567.
part_of: The actor that it is part of.
generic: yes for what is only spoken of in general; never measured.
measured: no for what is drawn and never measured.
description: More about it, in words.

wave | Wave | waves | A round of asking.
date: When it was asked.
label: What people call this round.
items: The questions asked; one, trust, unless the round names others.
scale_min: The lowest answer that is a tie.
scale_max: The highest answer.
max_names: How many one respondent could name, if there was a limit.
question: The words of the question.
closes: When answers stop being taken.

roster | RosterEntry | roster | Who was asked for an actor in a round, and what became of it.
wave: The round.
actor: For whom was asked.
respondent: Who was asked, where that is not the actor itself.
status: answered, partial, silent, refused, unreachable, left, not_member or not_asked.
same_person: Did the same person answer as the time before: yes, no or not known.
consent: What was agreed to: asked, given, limited, withdrawn, not needed or not recorded.
text_version: Which wording of the consent was agreed to.
date: When it was answered.

rating | Rating | ratings | One respondent's answer about one other, on one question, in a round. The two ends may disagree; both stand.
wave: The round.
respondent: Who answered, where that is not the actor itself.
from_id: Who rates.
to_id: Who is rated.
item: Which question.
value: The answer; 0 is an answered no tie, and null is asked about and not said.
note: What was said with it.
note_audience: For whom the note is; map keepers, unless stated.

relationship | Relationship | relationships | A typed tie between two actors.
from_id: Its one end; of a directed tie, where it begins.
to_id: Its other end.
type: works_with, supports, trains and so on, in the map's own words.
level: inter-organisation, within-team, practitioner-family or peer.
directed: yes, unless it goes both ways: no.
sign: +, - or mixed.
strength: How strong, on the map's own scale.
trust_words: What was said about trust in it.
wave: The round it was named in.
description: More about it, in words.

funding | FundingFlow | fundingFlows | Money, people or things that flow from one actor to another.
from_id: Who gives; several for one joint gift, none where it is not stated.
to_id: Who receives.
kind: money, people or in-kind.
amount: How much money, as an exact decimal. Not stated is never 0.
currency: Three letters, as ISO 4217 has them.
quantity: How much of what is no money.
unit: What is counted in quantity.
awarded: When it was awarded.
status: proposed, awarded, disbursed, ended or withdrawn.
purpose: What it is for.
programme: The programme it belongs to.
place: Where it is spent.
tiers: What share goes to which tier of prevention, as tier:percent.
pooled_in: The fund that it goes into.
out_of: The flow that this is paid onward out of.

power | PowerStatement | powerStatements | Somebody said who holds, lacks or contests power over whom or what.
holder: Who holds, lacks or contests it.
over_actor: Over whom.
over: Over which decision, resource or issue, in words.
statement: What was said.
expression: over, with, to or within.
form: visible, hidden or invisible.
space: closed, invited or claimed.
base: legitimate, reward, coercive, expert, referent or informational.
use: disruptive, modelling, narrative or other.
state: holds, lacks, contested or shifting.

position | Position | positions | Influence, interest and stance of an actor, as somebody said in a round.
wave: The round.
actor: Whose position.
influence: How much influence, 0 to 5.
interest: How much interest, 0 to 5.
stance: For or against, -2 to 2.
by: Who said so.

provision | Provision | provisions | One thing that an organisation offers.
provider: Who offers it.
what: What is offered.
for_whom: For whom.
size: How large it is, as a number.
size_unit: What is counted in size.
reach: How many it reaches, as a number.
reach_unit: What is counted in reach.
place: Where.

strength | Strength | strengths | A strength or asset of somebody or of a place.
who: Whose.
place: Where.
what: What it is.

lineage | Lineage | lineages | An organisation was renamed, split, merged or absorbed.
kind: renamed, split, merged or absorbed.
from_id: What it was.
to_id: What it became.
date: When.

layout | LayoutPosition | layouts | Where an actor stands on the pictures, in a frame of 1000 by 740: kept there, or put there by a person.
actor: Which actor.
x: From the left.
y: From the top.
pinned: yes: put there by a person; no: kept where it stood.

"""
