package io.kedge.ledger.crypto;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.disk.OperatorFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// The secret that seals a key store. It comes from the operator or from the platform's secret
/// store; there is no default.
///
/// @param secret its UTF-8 bytes, at least one
public record Passphrase(Bytes secret) {
  /// The environment variable that holds the passphrase itself.
  public static final String VARIABLE = "KEDGE_PASSPHRASE";

  /// The environment variable that names a file with the passphrase.
  public static final String FILE_VARIABLE = "KEDGE_PASSPHRASE_FILE";

  /// The name of the systemd credential, looked for in `$CREDENTIALS_DIRECTORY`.
  public static final String CREDENTIAL = "kedge-passphrase";

  private static final String CREDENTIALS_DIRECTORY = "CREDENTIALS_DIRECTORY";

  /// Refuses an empty secret.
  public Passphrase {
    if (secret.size() == 0) {
      throw new KeyStoreFailure(
          KeyStoreFailure.Fault.PASSPHRASE_MISSING, "the passphrase is empty");
    }
  }

  /// The passphrase of a text.
  public static Passphrase of(String text) {
    return new Passphrase(Bytes.utf8(text));
  }

  /// The passphrase of this process: `KEDGE_PASSPHRASE`, else the file that `KEDGE_PASSPHRASE_FILE`
  /// names, else the systemd credential `kedge-passphrase`.
  ///
  /// @throws KeyStoreFailure PASSPHRASE_MISSING where none is set, or a named file cannot be read
  public static Passphrase fromEnvironment() {
    return from(System.getenv());
  }

  /// The passphrase of an environment, see [#fromEnvironment].
  public static Passphrase from(Map<String, String> environment) {
    String direct = environment.get(VARIABLE);
    if (direct != null) {
      return of(direct);
    }
    String file = environment.get(FILE_VARIABLE);
    if (file != null) {
      return read(Path.of(file));
    }
    String credentials = environment.get(CREDENTIALS_DIRECTORY);
    if (credentials != null && OperatorFile.exists(Path.of(credentials, CREDENTIAL))) {
      return read(Path.of(credentials, CREDENTIAL));
    }
    throw new KeyStoreFailure(
        KeyStoreFailure.Fault.PASSPHRASE_MISSING,
        "set " + VARIABLE + " or " + FILE_VARIABLE + ", or the systemd credential " + CREDENTIAL);
  }

  /// One line break at the end of a file does not belong to the passphrase.
  private static Passphrase read(Path file) {
    try {
      String text = OperatorFile.text(file);
      return of(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    } catch (IOException e) {
      throw new KeyStoreFailure(
          KeyStoreFailure.Fault.PASSPHRASE_MISSING, "cannot read the passphrase file " + file, e);
    }
  }

  /// Says nothing about the secret.
  @Override
  public String toString() {
    return "Passphrase[…]";
  }
}
