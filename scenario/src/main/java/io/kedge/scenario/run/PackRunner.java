package io.kedge.scenario.run;

import io.kedge.contract.Envelope;
import io.kedge.contract.Outcome;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.scenario.audit.Auditor;
import io.kedge.scenario.audit.Violation;
import io.kedge.scenario.pack.Pack;
import io.kedge.scenario.pack.Place;
import io.kedge.scenario.pack.Statement;
import io.kedge.scenario.pack.Statement.Change;
import io.kedge.scenario.pack.Value;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/// Plays a pack on a target: sends its commands one by one, compares every result and every
/// statement with what comes, and lets the auditor look after each step.
///
/// Keys and nonces come from the pack and the step, so that the same pack on the same ledger sends
/// the same bytes each time.
public final class PackRunner {
  private static final long WEEK = 604_800_000;
  private static final long DAY = 86_400_000;

  /// Where stories begin that are not told to begin elsewhere: Monday, 5 January 2026, midnight in
  /// Beijing.
  public static final LedgerTime FIXED_START = LedgerTime.of(1_767_542_400_000L);

  private final Pack pack;
  private final Keyring keyring;
  private final LedgerTime start;
  private final Scale scale;
  private int steps;
  private int accepted;
  private int checks;

  /// A runner for one run.
  ///
  /// @param pack the story
  /// @param signing how its people sign
  /// @param start the ledger time of the story's first moment
  /// @param scale how fast the story goes
  public PackRunner(Pack pack, Signing signing, LedgerTime start, Scale scale) {
    this.pack = pack;
    this.keyring = new Keyring(pack.name(), signing);
    this.start = start;
    this.scale = scale;
  }

  /// The latest Monday midnight in Beijing from which the story is over at a given moment.
  public static LedgerTime startToEndBefore(Pack pack, LedgerTime moment) {
    long latest = moment.millis() - pack.lengthMillis() - FIXED_START.millis();
    return FIXED_START.plusMillis(Math.floorDiv(latest, WEEK) * WEEK);
  }

  /// The document the pack's ledger begins with.
  public Genesis genesis() {
    var story = new Story(pack, keyring, "none", start, scale, new Auditor(List.of()));
    Json.Obj members = new Resolver(story, "").object(pack.genesis());
    return Genesis.read(Bytes.utf8(members.write()));
  }

  /// Plays the story.
  ///
  /// @param target a ledger that began with [#genesis]
  /// @param listener is told of every step
  public RunReport run(Target target, RunListener listener) {
    var auditor = new Auditor(genesis().changes());
    var story = new Story(pack, keyring, target.ledgerId(), start, scale, auditor);
    Optional<ScenarioFailure> failure = Optional.empty();
    try {
      for (Statement statement : pack.statements()) {
        play(statement, story, target, listener);
      }
    } catch (ScenarioFailure.Stop stop) {
      failure = Optional.of(stop.failure());
      listener.failed(stop.failure());
    }
    Digest state = auditor.books().digest();
    return new RunReport(pack.name(), steps, accepted, steps - accepted, checks, state, failure);
  }

  private void play(Statement statement, Story story, Target target, RunListener listener) {
    switch (statement) {
      case Statement.Chapter(Place place, String title) -> listener.chapter(place, title);
      case Statement.Who _ -> {}
      case Statement.At(Place place, long offset) -> story.moveTo(place, offset);
      case Statement.Let(Place place, String alias, Value value) ->
          story.name(place, alias, new Resolver(story, "").json(value));
      case Statement.Send send -> send(send, story, target, listener);
      case Statement.Then then -> {
        var expectations = new Expectations(story);
        then.expectations().forEach(expectations::require);
        checks += then.expectations().size();
        listener.holds(then.place(), then.told(), then.requirements());
      }
      case Statement.Point point -> point(point, story, listener);
    }
  }

  /// Lots are drawn by a seed that the times of the applications enter, so balances are compared
  /// only where the story begins at its fixed moment.
  private void point(Statement.Point point, Story story, RunListener listener) {
    String found = Balances.csv(story.books());
    listener.point(point.place(), point.name(), found);
    boolean comparable = start.equals(FIXED_START) && scale.equals(Scale.FULL);
    if (comparable && !point.expected().map(found::equals).orElse(false)) {
      throw ScenarioFailure.stop(
          ScenarioFailure.Kind.EXPECTATION,
          point.place(),
          "point " + point.name(),
          point.expected().orElse("a file expected/" + point.name() + ".csv"),
          found);
    }
    checks++;
  }

  private void send(Statement.Send send, Story story, Target target, RunListener listener) {
    var sending = new Sending(story, target, listener);
    Json.Obj body = new Resolver(story, send.sender().party()).object(send.body());
    for (Statement.But but : send.buts()) {
      if (!(but.change() instanceof Change.Again)) {
        sending.but(send, but, body);
      }
    }
    Optional<String> code = send.refused().map(Statement.Refused::code);
    Target.Answer answer =
        sending.one(
            new Attempt(send, send.place(), send.told(), send.toldZh(), send.requirements(), code),
            send.sender(),
            body,
            story.offset(),
            false);
    if (code.isEmpty()) {
      story.nameAll(send.place(), send.aliases(), answer.id());
    }
    for (Statement.But but : send.buts()) {
      if (but.change() instanceof Change.Again) {
        sending.but(send, but, body);
      }
    }
  }

  /// One command that is about to be sent, and what must come of it.
  private record Attempt(
      Statement.Send send,
      Place place,
      String told,
      String toldZh,
      SortedSet<String> requirements,
      Optional<String> refused) {}

  private final class Sending {
    private final Story story;
    private final Target target;
    private final RunListener listener;

    Sending(Story story, Target target, RunListener listener) {
      this.story = story;
      this.target = target;
      this.listener = listener;
    }

    /// Sends the step with one thing wrong.
    void but(Statement.Send send, Statement.But but, Json.Obj body) {
      var attempt =
          new Attempt(
              send,
              but.place(),
              but.told(),
              but.toldZh(),
              but.requirements(),
              Optional.of(but.code()));
      Statement.Sender sender = send.sender();
      long moment = story.offset();
      Json.Obj sent = body;
      switch (but.change()) {
        case Change.Again _, Change.Forged _ -> {}
        case Change.Earlier(long offset) -> moment = offset;
        case Change.By(Statement.Sender other) -> sender = other;
        case Change.Set(List<String> path, Value value) ->
            sent = changed(send, but, body, path, Optional.of(value));
        case Change.Without(List<String> path) ->
            sent = changed(send, but, body, path, Optional.empty());
      }
      if (but.change() instanceof Change.Earlier && moment >= story.offset()) {
        throw ScenarioFailure.stop(
            ScenarioFailure.Kind.STORY, but.place(), "another moment", "an earlier one", "later");
      }
      one(attempt, sender, sent, moment, but.change() instanceof Change.Forged);
    }

    /// The body with one part changed; where that part is inside a signed document, it is signed
    /// again.
    private Json.Obj changed(
        Statement.Send send,
        Statement.But but,
        Json.Obj body,
        List<String> path,
        Optional<Value> value) {
      try {
        Value other =
            value.isPresent() ? send.body().with(path, value.get()) : send.body().without(path);
        String first = path.getFirst();
        Json.Obj whole = new Resolver(story, send.sender().party()).object((Value.Obj) other);
        var members = new java.util.LinkedHashMap<>(body.members());
        Json part = whole.members().get(first);
        if (part == null) {
          members.remove(first);
        } else {
          members.put(first, part);
        }
        return new Json.Obj(members);
      } catch (IllegalArgumentException e) {
        throw ScenarioFailure.stop(
            ScenarioFailure.Kind.STORY,
            but.place(),
            String.join(".", path),
            "a member of the step",
            String.valueOf(e.getMessage()));
      }
    }

    Target.Answer one(
        Attempt attempt, Statement.Sender sender, Json.Obj body, long moment, boolean forged) {
      story.reach(attempt.place(), moment);
      target.advanceTo(story.time(moment));
      steps++;
      Bytes envelope = envelope(attempt.send(), sender, body, moment, forged);
      Target.Answer answer = target.submit(envelope);
      Outcome outcome = answer.outcome();
      accepted += outcome.accepted() ? 1 : 0;
      List<Violation> broken =
          story.auditor().step("step " + steps + " " + attempt.place(), answer.time(), outcome);
      String expected = attempt.refused().orElse(Outcome.ACCEPTED);
      if (!outcome.code().equals(expected)) {
        throw ScenarioFailure.stop(
            ScenarioFailure.Kind.RESULT,
            attempt.place(),
            attempt.told(),
            expected,
            outcome.code() + " (" + outcome.detail() + ")");
      }
      if (!broken.isEmpty()) {
        throw ScenarioFailure.stop(
            ScenarioFailure.Kind.LAW,
            attempt.place(),
            attempt.told(),
            broken.getFirst().law().name(),
            broken.toString());
      }
      listener.step(
          new RunListener.Step(
              steps,
              attempt.place(),
              moment,
              sender.party(),
              attempt.send().type(),
              attempt.told(),
              attempt.toldZh(),
              answer,
              attempt.refused(),
              attempt.requirements()));
      return answer;
    }

    private Bytes envelope(
        Statement.Send send, Statement.Sender sender, Json.Obj body, long moment, boolean forged) {
      Json.Obj header = new Resolver(story, sender.party()).object(send.header());
      String nonce = keyring.derive("nonce", Integer.toString(steps)).hex().substring(0, 32);
      String notAfter = Long.toString(story.time(moment).plusMillis(DAY).millis());
      Json.Obj payload =
          Json.Obj.empty()
              .with("ledger", story.ledgerId())
              .with("type", send.type())
              .with("version", new Json.Whole(send.version()))
              .with("by", sender.party())
              .with("nonce", header.members().getOrDefault("nonce", new Json.Text(nonce)))
              .with("notAfter", header.members().getOrDefault("notAfter", new Json.Text(notAfter)))
              .with("body", body);
      Envelope envelope = keyring.sign(Envelope.COMMAND, payload, sender.party(), sender.keys());
      Envelope sent = forged ? Forgery.of(envelope) : envelope;
      return Bytes.utf8(sent.json().write());
    }
  }
}
