package io.kedge.projection.story;

import io.kedge.projection.LedgerSchema;
import io.kedge.projection.ReadModels;
import io.kedge.projection.Reading;
import io.kedge.projection.TestDatabase;
import io.kedge.projection.asset.AssetProjection;
import io.kedge.projection.attestation.AttestationProjection;
import io.kedge.projection.catalogue.CatalogueProjection;
import io.kedge.projection.freeze.FreezeProjection;
import io.kedge.projection.party.PartyProjection;
import io.kedge.projection.reduction.ReductionProjection;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/// The read models of a story, in a schema of their own.
final class StoryModels {
  private final Story story;
  private final ReadModels models;
  private long height;

  StoryModels(Story story, String schema) {
    this.story = story;
    models =
        new ReadModels(
            TestDatabase.get(),
            story.genesis(),
            new LedgerSchema(story.genesis().ledgerId(), schema),
            List.of(
                new PartyProjection(),
                new CatalogueProjection(),
                new AssetProjection(),
                new AttestationProjection(),
                new FreezeProjection(),
                new ReductionProjection()),
            InstantSource.system());
    models.open();
  }

  /// Projects the story up to a block.
  StoryModels upTo(long to) {
    if (to > height) {
      models.apply(story.read(height + 1, Math.toIntExact(to - height)));
      height = to;
    }
    return this;
  }

  /// Projects the whole story.
  StoryModels whole() {
    return upTo(story.height());
  }

  <T> T ask(Function<Reading, T> question) {
    return Reading.of(models.db(), question);
  }
}
