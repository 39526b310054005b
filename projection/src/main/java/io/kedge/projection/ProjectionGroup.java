package io.kedge.projection;

import io.kedge.contract.Event;
import io.kedge.genesis.Genesis;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DSLContext;

/// Projections that take each event in a certain order, because one looks up what another wrote.
///
/// @param name for messages
/// @param members in that order
public record ProjectionGroup(String name, List<Projection> members) implements Projection {
  /// Copies the members.
  public ProjectionGroup {
    members = List.copyOf(members);
  }

  @Override
  public Set<String> tags() {
    var tags = new TreeSet<String>();
    members.forEach(member -> tags.addAll(member.tags()));
    return Collections.unmodifiableSet(tags);
  }

  @Override
  public void begin(DSLContext db, Genesis genesis) {
    members.forEach(member -> member.begin(db, genesis));
  }

  @Override
  public void apply(DSLContext db, Event event, EventPosition position) {
    for (Projection member : members) {
      if (member.tags().contains(event.tag())) {
        member.apply(db, event, position);
      }
    }
  }
}
