package io.kedge.server.voucher;

import static io.kedge.server.reading.Told.number;
import static io.kedge.server.reading.Told.time;

import io.kedge.kernel.VoucherId;
import io.kedge.projection.jooq.tables.records.VoucherActsRecord;
import io.kedge.projection.jooq.tables.records.VoucherRightsRecord;
import io.kedge.projection.voucher.VoucherQueries;
import io.kedge.projection.voucher.VoucherQueries.Story;
import io.kedge.projection.voucher.VoucherQueries.VoucherRow;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Names;
import io.kedge.server.reading.Reads;
import io.kedge.server.reading.Rows;
import io.kedge.voucher.VoucherState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Delivery vouchers for the holder, for who hands the goods over, for who honours a right, and for
/// the issuer (C-42 to C-51).
@RestController
@RequestMapping("/api/v1")
class VoucherController {
  private final Reads reads;

  VoucherController(Reads reads) {
    this.reads = reads;
  }

  /// A voucher.
  ///
  /// @param id its id
  /// @param holder who may take the goods
  /// @param issue the digital asset whose units were burned
  /// @param offering whose terms hold
  /// @param asset the anchor
  /// @param units units of the issue
  /// @param goods smallest deliverable units of the anchor
  /// @param rights rights that come with it
  /// @param state `OPEN`, `COMPLETED`, `EXPIRED` or `DIVIDED`
  /// @param stateName the same in words
  /// @param createdAt where its clock starts
  /// @param expiresAt when it expires, by its own clock
  /// @param predecessor the voucher it is a part of
  /// @param redeemedAt when its units were redeemed; none for a part
  /// @param forced true where the operator redeemed them
  /// @param endedAt when the goods were taken, or it expired or was divided
  /// @param warehouse who handed the goods over
  /// @param handed goods handed over
  /// @param shortage goods that were missing
  /// @param corrections how often both sides corrected the figures
  /// @param paid cash paid at expiry
  /// @param commandId the command that made it
  /// @param height the block of its last change
  record Voucher(
      String id,
      String holder,
      String issue,
      String offering,
      String asset,
      String units,
      String goods,
      List<Right> rights,
      String state,
      String stateName,
      String createdAt,
      String expiresAt,
      Optional<String> predecessor,
      Optional<String> redeemedAt,
      boolean forced,
      Optional<String> endedAt,
      Optional<String> warehouse,
      Optional<String> handed,
      Optional<String> shortage,
      int corrections,
      Optional<String> paid,
      String commandId,
      String height) {}

  /// A right that comes with a voucher.
  ///
  /// @param type which right
  /// @param holder who honours it
  /// @param total how often
  /// @param honoured how often it was
  /// @param left how often it can still be
  record Right(String type, String holder, String total, String honoured, String left) {
    static Right of(VoucherRightsRecord row) {
      return new Right(
          row.getType(),
          row.getHolder(),
          number(row.getTotal().longValue()),
          number(row.getHonoured().longValue()),
          number(row.getTotal() - row.getHonoured()));
    }
  }

  /// A voucher with everything that was done with it.
  ///
  /// @param voucher the voucher
  /// @param acts what was done, in order
  /// @param parts the vouchers it was divided into
  /// @param height the height this is of
  record VoucherStory(Voucher voucher, List<Act> acts, List<String> parts, String height) {}

  /// What was done with a voucher.
  ///
  /// @param kind `ISSUED`, `DIVIDED`, `DELIVERED`, `HANDOVER_DECLINED`, `HONOURED`, `CORRECTED` or
  ///     `EXPIRED`
  /// @param by who did it
  /// @param at ledger time
  /// @param handed goods handed over
  /// @param shortage goods that were missing
  /// @param lots lot or serial numbers
  /// @param right which right was honoured
  /// @param times how often
  /// @param paid cash paid
  /// @param reason why
  /// @param commandId the command, which has a receipt
  /// @param height its block
  record Act(
      String kind,
      String by,
      String at,
      Optional<String> handed,
      Optional<String> shortage,
      List<String> lots,
      Optional<String> right,
      Optional<String> times,
      Optional<String> paid,
      Optional<String> reason,
      String commandId,
      String height) {}

  @GetMapping("/vouchers")
  @Access(Access.SIGNED_IN)
  Rows<Voucher> vouchers(
      Caller caller,
      @RequestParam Optional<String> holder,
      @RequestParam Optional<String> issue,
      @RequestParam Optional<String> asset,
      @RequestParam Optional<String> state,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit,
      Locale locale) {
    return list(
        caller,
        new VoucherQueries.Filter(holder, issue, asset, state, false),
        after,
        limit,
        locale);
  }

  /// Redemptions: the vouchers as they came from burned units, whatever became of them since.
  @GetMapping("/redemptions")
  @Access(Access.SIGNED_IN)
  Rows<Voucher> redemptions(
      Caller caller,
      @RequestParam Optional<String> holder,
      @RequestParam Optional<String> issue,
      @RequestParam Optional<String> asset,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit,
      Locale locale) {
    return list(
        caller,
        new VoucherQueries.Filter(holder, issue, asset, Optional.empty(), true),
        after,
        limit,
        locale);
  }

  private Rows<Voucher> list(
      Caller caller,
      VoucherQueries.Filter filter,
      Optional<String> after,
      Optional<Integer> limit,
      Locale locale) {
    var look = reads.of(caller);
    return Reads.rows(
        after,
        limit,
        page -> new VoucherQueries(look.models()).vouchers(look.viewer(), filter, page),
        row -> voucher(row, locale));
  }

  @GetMapping("/vouchers/{id}")
  @Access(Access.SIGNED_IN)
  VoucherStory voucher(Caller caller, @PathVariable String id, Locale locale) {
    var look = reads.of(caller);
    var queries = new VoucherQueries(look.models());
    Story story = Reads.found(queries.voucher(look.viewer(), Reads.id(id, VoucherId::new)));
    return new VoucherStory(
        voucher(story.voucher(), locale),
        story.acts().stream().map(VoucherController::act).toList(),
        story.parts(),
        number(story.height()));
  }

  private static Voucher voucher(VoucherRow found, Locale locale) {
    var row = found.row();
    return new Voucher(
        row.getId(),
        row.getHolder(),
        row.getIssue(),
        row.getOffering(),
        row.getAsset(),
        number(row.getUnits().longValue()),
        number(Math.multiplyExact(row.getUnits(), row.getRatio())),
        found.rights().stream().map(Right::of).toList(),
        row.getState(),
        Names.of(VoucherState.class, row.getState(), locale),
        time(row.getCreatedAt().longValue()),
        time(row.getExpiresAt().longValue()),
        Optional.ofNullable(row.getPredecessor()),
        time(row.getRedeemedAt()),
        row.getForced(),
        time(row.getEndedAt()),
        Optional.ofNullable(row.getWarehouse()),
        number(row.getHanded()),
        number(row.getShortage()),
        row.getCorrections(),
        number(row.getPaid()),
        row.getCommandId(),
        number(row.getHeight().longValue()));
  }

  private static Act act(VoucherActsRecord row) {
    return new Act(
        row.getKind(),
        row.getByParty(),
        time(row.getAt().longValue()),
        number(row.getHanded()),
        number(row.getShortage()),
        Optional.ofNullable(row.getLots()).map(List::of).orElse(List.of()),
        Optional.ofNullable(row.getRightType()),
        number(row.getTimes()),
        number(row.getPaid()),
        Optional.ofNullable(row.getReason()),
        row.getCommandId(),
        number(row.getHeight().longValue()));
  }
}
