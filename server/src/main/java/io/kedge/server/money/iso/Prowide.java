package io.kedge.server.money.iso;

import com.prowidesoftware.swift.model.mx.AbstractMX;
import com.prowidesoftware.swift.model.mx.MxWriteConfiguration;
import com.prowidesoftware.swift.model.mx.dic.AccountIdentification4Choice;
import com.prowidesoftware.swift.model.mx.dic.ActiveOrHistoricCurrencyAndAmount;
import com.prowidesoftware.swift.model.mx.dic.BranchAndFinancialInstitutionIdentification6;
import com.prowidesoftware.swift.model.mx.dic.CashAccount38;
import com.prowidesoftware.swift.model.mx.dic.DateAndDateTime2Choice;
import com.prowidesoftware.swift.model.mx.dic.FinancialInstitutionIdentification18;
import com.prowidesoftware.swift.model.mx.dic.GenericAccountIdentification1;
import com.prowidesoftware.swift.model.mx.dic.PartyIdentification135;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// The parts of messages that all of ours share, as Prowide models them.
final class Prowide {
  private Prowide() {}

  static OffsetDateTime moment(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  static DateAndDateTime2Choice day(LocalDate day) {
    return new DateAndDateTime2Choice().setDt(day);
  }

  static ActiveOrHistoricCurrencyAndAmount amount(String currency, long units) {
    return new ActiveOrHistoricCurrencyAndAmount()
        .setCcy(currency)
        .setValue(MinorUnits.decimal(currency, units));
  }

  static PartyIdentification135 party(String name) {
    return new PartyIdentification135().setNm(name);
  }

  static AccountIdentification4Choice accountId(String account) {
    return Iban.isValid(account)
        ? new AccountIdentification4Choice().setIBAN(account)
        : new AccountIdentification4Choice()
            .setOthr(new GenericAccountIdentification1().setId(account));
  }

  static CashAccount38 account(String account) {
    return new CashAccount38().setId(accountId(account));
  }

  /// The bank with the BIC; without one, the standard's way of saying that it is not given.
  static BranchAndFinancialInstitutionIdentification6 bank(String bic) {
    var id = new FinancialInstitutionIdentification18();
    return new BranchAndFinancialInstitutionIdentification6()
        .setFinInstnId(
            bic.isEmpty()
                ? id.setOthr(
                    new com.prowidesoftware.swift.model.mx.dic.GenericFinancialIdentification1()
                        .setId("NOTPROVIDED"))
                : id.setBICFI(bic));
  }

  static byte[] bytes(AbstractMX message) {
    var configuration = new MxWriteConfiguration();
    configuration.documentPrefix = null;
    return message.message(configuration).getBytes(StandardCharsets.UTF_8);
  }
}
