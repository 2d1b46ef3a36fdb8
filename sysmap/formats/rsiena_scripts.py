"""The R scripts and the note that go with the matrices for RSiena and tergm. Only file names and numbers of ours enter them."""

from __future__ import annotations

from collections.abc import Sequence

README = """{map}: rounds of trust answers, for R.

Rounds: {rounds}. Actors: {actors}, in the order of actors.csv; row i, column j is what i says of j.

ties-N.txt          1 a tie, 0 answered "no tie", NA not heard about, 10 one of the two was no member in that round
ties-from-S-N.txt   the same with a tie only from strength S up, where the question had a scale
composition.txt     for each actor from when to when it was a member, in rounds; between two rounds is taken as half-way
actors.csv          who they are, and what is known of them as words and as numbers
rsiena.R            reads all this and fits a first model with RSiena
tergm.R             the same with tergm

Silence is NA, never 0. Leave out the one or the other: composition.txt, or the 10 in the matrices.
Rounds that asked on different scales are better not fitted together: take out their numbers in the scripts.
RSiena wants about twenty actors or more, a Jaccard from .3 up (below .2 is a warning) and few missing answers (over a fifth is trouble).
"""

_SIENA = """# Reads the matrices beside this file and fits a first stochastic actor-oriented model.
library(RSiena)

rounds <- {rounds}
read <- function(stem, wave) as.matrix(read.table(paste0(stem, "-", wave, ".txt"), na.strings = "NA"))
ties <- lapply(seq_len(rounds), function(wave) unname(read("ties", wave)))
actors <- read.csv("actors.csv", na.strings = "", fileEncoding = "UTF-8")

trust <- sienaDependent(array(unlist(ties), dim = c({n}, {n}, rounds)))
{made}data <- sienaDataCreate(trust{passed})
# Instead of the 10s: changes <- sienaCompositionChangeFromFile("composition.txt"), and pass it to sienaDataCreate.
print01Report(data, modelname = "report")

effects <- getEffects(data)
effects <- includeEffects(effects, recip, transTrip, cycle3)
effects <- includeEffects(effects, inPopSqrt, outActSqrt)
{same}
algorithm <- sienaAlgorithmCreate(projname = "trust", seed = 1)
fitted <- siena07(algorithm, data = data, effects = effects, returnDeps = TRUE)
print(fitted)
"""

_TERGM = """# Reads the matrices beside this file and fits how ties form and persist.
library(tergm)
library(network)

rounds <- {rounds}
actors <- read.csv("actors.csv", na.strings = "", fileEncoding = "UTF-8")
read <- function(wave) {{
  cells <- unname(as.matrix(read.table(paste0("ties-", wave, ".txt"), na.strings = "NA")))
  here <- rowSums(cells == 10, na.rm = TRUE) < ncol(cells) - 1
  list(cells = cells, here = here)
}}
waves <- lapply(seq_len(rounds), read)
# tergm follows the same actors throughout: those who were members in every round.
stay <- Reduce(`&`, lapply(waves, function(wave) wave$here))
networks <- lapply(waves, function(wave) {{
  made <- network(wave$cells[stay, stay], directed = TRUE)
{attributes}  made
}})

# Edges only: the two rates in closed form, as logits.
print(summary(tergm(networks ~ Form(~edges) + Persist(~edges), estimate = "CMLE", times = seq_len(rounds))))
print(summary(tergm(networks ~ Form(~edges + mutual{matched}) + Persist(~edges + mutual), estimate = "CMLE", times = seq_len(rounds))))
"""


def siena_script(rounds: int, actors: int, covariates: Sequence[str]) -> str:
    """The script for RSiena, with each covariate as a constant one of which sameness is an effect."""
    made = "".join(f"{name} <- coCovar(actors${name}_number, centered = FALSE)\n" for name in covariates)
    same = "".join(f'effects <- includeEffects(effects, sameX, interaction1 = "{name}")\n' for name in covariates)
    return _SIENA.format(rounds=rounds, n=actors, made=made, passed="".join(f", {name}" for name in covariates), same=same)


def tergm_script(rounds: int, covariates: Sequence[str]) -> str:
    """The script for tergm."""
    attributes = "".join(f'  made %v% "{name}" <- ifelse(is.na(actors${name}[stay]), "", actors${name}[stay])\n' for name in covariates)
    matched = "".join(f' + nodematch("{name}")' for name in covariates)
    return _TERGM.format(rounds=rounds, attributes=attributes, matched=matched)
