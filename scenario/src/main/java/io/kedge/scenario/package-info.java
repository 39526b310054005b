/// Scenario packs: folders a domain expert can read, run step by step against any target.
///
/// For programs that run packs: [io.kedge.scenario.pack.Pack#load] reads a folder.
/// [io.kedge.scenario.run.PackRunner] plays it: its `genesis()` is the document to begin the ledger
/// with, `run(target, listener)` sends the commands. A program implements
/// [io.kedge.scenario.run.Target] over its ledger (an envelope seen before is answered with the
/// earlier result, changes and events included), gives a [io.kedge.scenario.run.Signing], and a
/// [io.kedge.scenario.run.RunListener] that is called for each step after the target has answered:
/// whatever `submit` wrote is there before the step is told. A run that was killed is run again
/// from the start with the same arguments.
///
/// [io.kedge.scenario.run.MemoryTarget] is a ledger in memory for tests;
/// [io.kedge.scenario.audit.Auditor] checks any stream of results;
/// [io.kedge.scenario.requirement.RequirementIndex] is the traceability matrix;
/// [io.kedge.scenario.goods.Good] reads tables of goods.
@NullMarked
package io.kedge.scenario;

import org.jspecify.annotations.NullMarked;
