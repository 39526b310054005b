/// The language of scenario packs: lines a domain expert can read, turned into [Statement]s.
///
/// [io.kedge.scenario.pack.Pack#load] reads a folder; whatever is wrong with it ends in a
/// [io.kedge.scenario.pack.PackException] that names the file and the line.
@NullMarked
package io.kedge.scenario.pack;

import org.jspecify.annotations.NullMarked;
