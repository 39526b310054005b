package io.kedge.server.money.iso;

import com.prowidesoftware.swift.model.MxId;

/// Reads a file of a bank: camt.053, camt.054, pain.002 and pacs.002 in all of their versions, with
/// or without a business application header around it.
public final class BankMessages {
  private BankMessages() {}

  /// Reads a file.
  ///
  /// @param file its bytes, at most 16 MiB
  /// @throws FileFaultException where it is not taken
  public static BankMessage read(byte[] file) {
    var message = XmlGuard.read(file);
    var type = typeOf(message.namespace());
    var body =
        message.document().children().stream()
            .findFirst()
            .orElseThrow(() -> new FileFaultException(FileFault.UNKNOWN_MESSAGE, "empty"));
    return switch (body.name()) {
      case "BkToCstmrStmt" -> new CamtReader(type).statements(body);
      case "BkToCstmrDbtCdtNtfctn" -> new CamtReader(type).notifications(body);
      case "CstmrPmtStsRpt", "FIToFIPmtStsRpt" -> StatusReader.read(type, body);
      default -> throw new FileFaultException(FileFault.UNKNOWN_MESSAGE, body.name());
    };
  }

  private static String typeOf(String namespace) {
    var colon = namespace.lastIndexOf(':');
    var name = namespace.substring(colon + 1);
    if (!name.matches("(camt|pain|pacs)\\.[0-9]{3}\\.[0-9]{3}\\.[0-9]{2}")) {
      throw new FileFaultException(FileFault.UNKNOWN_MESSAGE, "namespace " + namespace);
    }
    return new MxId(name).id();
  }
}
