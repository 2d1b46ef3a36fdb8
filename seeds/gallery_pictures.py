"""Which pictures stand in the gallery, of which map, for whom, and what a facilitator should know before showing each."""

from __future__ import annotations

from typing import NamedTuple

from sysmap.analysis.question import Question
from sysmap.service.charting import Points
from sysmap.service.looks import Look

ENDS = Points(before="w1", after="w2")
TRUST, WORKS = Question(layer="trust"), Question(layer="relationships")


class Shown(NamedTuple):
    """One picture of the gallery: where it comes from, and what a facilitator should know before showing it."""

    file: str
    title: str
    first: str
    misread: str
    in_black: str
    name: str
    points: Points = Points()
    question: Question = TRUST
    look: Look = Look()
    map: str = "wrenmoor"
    readers: str = "participants"


GALLERY = (
    Shown(
        "change",
        "What changed between two rounds",
        "Where green dashes (began) and red dots (ended) gather.",
        "Dotted ties are not lost: one end was not heard again.",
        "Yes: each class has its own dash; the thin solid lines are what stayed.",
        "change",
        ENDS,
    ),
    Shown(
        "change-looks",
        "The same, with reach as size and the groups named beforehand",
        "Whether what began and grew lies inside a band.",
        "A large mark reaches many of what it counts, and homes are no families; a hollow one has not said.",
        "Yes: lines keep the dashes of the change, bands have their names upon them.",
        "change",
        ENDS,
        look=Look(size="reach", areas="named"),
    ),
    Shown(
        "change-near-one",
        "What changed round one organisation",
        "The ringed one in the middle and the thick blue lines at it: ties that grew.",
        "The numbers are those of what is drawn; the whole round has more.",
        "Yes, as the large one; everybody stands where they stand there.",
        "change",
        ENDS,
        look=Look(ego="cvs"),
    ),
    Shown(
        "change-of-groups",
        "What changed between groups, as the public sees it",
        "Which sectors speak of each other more or less strongly, and that few pairs changed at all.",
        "Only what was answered both times is compared; a group is no organisation.",
        "Yes: each class has its own dash.",
        "change",
        ENDS,
        readers="public",
    ),
    Shown(
        "multiples",
        "Round by round",
        "The same places, and what became of ties at each step.",
        "The pulse looks like a change of everything; it asked differently and is not compared.",
        "Yes, the dashes stay; names only where somebody came or went.",
        "multiples",
    ),
    Shown(
        "trust",
        "Who answered what in a round",
        "Who is in the thick of it, and who is hatched because nobody heard them.",
        "A hatched organisation has few lines because it was not heard, not because it has few ties.",
        "Yes: shapes tell the sector, width the strength.",
        "network",
        Points(at="w2"),
    ),
    Shown(
        "near-one",
        "One organisation and who is near it",
        "The ringed one and the ties among its neighbours.",
        "Those not drawn are counted under the picture: they are further away, not gone.",
        "Yes.",
        "network",
        Points(at="w2"),
        look=Look(ego="cvs"),
    ),
    Shown(
        "groups-of-trust",
        "Trust between groups, as the public sees it",
        "Which sectors speak of each other at all.",
        "A dashed line has too few answers for a mean; it is no weak tie.",
        "Yes.",
        "network",
        Points(at="w2"),
        readers="public",
    ),
    Shown(
        "working-together",
        "Who works together, with the groups named beforehand",
        "The grey band of the Learning Table, and where it meets children's services.",
        "A band runs from member to member: a line that it crosses does not belong to it.",
        "Yes: levels have their own dashes; bands have their names upon them.",
        "network",
        Points(at="w2"),
        WORKS,
        Look(areas="named"),
    ),
    Shown(
        "looks",
        "The same, with size, colour and shape put to use",
        "The large marks: who links others.",
        "Size is links, not money or importance; a hollow mark is a place not stated.",
        "Partly: places differ in colour alone; choose shape for what has to survive a copier.",
        "network",
        Points(at="w2"),
        WORKS,
        Look(size="betweenness", colour="place", shape="kind"),
    ),
    Shown(
        "as-real",
        "The same town as if it were real, for those who took part",
        "Who works together; no trust is shown.",
        "What is missing is counted under the picture: it is withheld, not absent.",
        "Yes.",
        "network",
        Points(at="w2"),
        WORKS,
        map="wrenmoor-as-real",
    ),
    Shown(
        "money",
        "Where money went",
        "The wide lines.",
        "A thin dashed line is an amount not stated, which may be large; people and rooms have dashes and no width.",
        "Yes: width alone tells the amount.",
        "network",
        Points(at="2024-12"),
        Question(layer="funding"),
    ),
    Shown(
        "who-decides",
        "Who decides what, as it was said",
        "Which decisions two organisations both point to.",
        "Arrows are statements, and two at one decision may contradict each other: who contests has a dash of its own.",
        "Yes: who holds is thin and whole, who contests dashed.",
        "network",
        Points(at="w2"),
        Question(layer="power"),
        readers="stewards",
    ),
    Shown(
        "early-action",
        "What five documents say of early action in the UK",
        "Places hang together inside and hardly between.",
        "Nobody was asked: a gap is what the documents do not tell.",
        "Yes.",
        "network",
        Points(),
        WORKS,
        map="early-action",
        readers="public",
    ),
    Shown(
        "provision",
        "What is offered, where, and for how many",
        "The few large marks, and how much is hollow.",
        "Areas compare numbers of different things: homes are no families.",
        "Yes: shapes tell the sector, every mark has its words.",
        "provision",
        Points(at="w2"),
    ),
    Shown(
        "provision-documents",
        "The same from documents",
        "How seldom reach is stated at all.",
        "Hollow is not stated, not small.",
        "Yes.",
        "provision",
        Points(),
        WORKS,
        map="early-action",
        readers="public",
    ),
    Shown(
        "matrix",
        "Trust from group to group, and how it moved",
        "The hatched cells: trust in statutory services fell.",
        "The difference is of lasting ties alone and not of the two matrices.",
        "Yes: figures stand in the cells, and what fell is crossed.",
        "matrix",
        ENDS,
    ),
    Shown(
        "ranks",
        "Who links others, then and now",
        "The one thick rise, and how long the whiskers are.",
        "A grey slope is no move: one organisation's answers could make it.",
        "Yes: a rise is thick, a fall dashed, both are marked with arrows.",
        "ranks",
        ENDS,
    ),
    Shown(
        "mean-change",
        "Why the average fell",
        "That lasting ties rose while all together fell.",
        "The total is not trust lost: new ties start lower, and old ones went with those who closed.",
        "Yes: what lowers is crossed.",
        "mean-change",
        ENDS,
    ),
    Shown(
        "transitions",
        "How strong ties were then and are now",
        "Where the dark squares lie: left of the heavy squares is weaker.",
        "The column of ties not known is not the column of ties that ended.",
        "Yes: figures stand in every cell.",
        "transitions",
        ENDS,
        Question(layer="trust", item="reliability"),
    ),
    Shown(
        "composition",
        "Who was there, and who was heard",
        "The crossed cells of health and police in the second round.",
        "Crossed is not heard; it says nothing of trust.",
        "Yes: crossing and empty places, with a sign for in part, did not want to, and not reached.",
        "composition",
    ),
)
