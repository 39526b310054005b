package io.kedge.server;

import io.kedge.ledger.crypto.KeyStoreFailure;
import io.kedge.ledger.disk.DiskLocked;
import java.net.BindException;
import org.springframework.boot.web.server.PortInUseException;

/// Why a server did not start, in one line for the operator; where it stopped is in the log.
///
/// @param exit exit status: 1 no, 2 a setting is wrong
/// @param text for the operator, in his language
public record StartFailure(int exit, String text) {
  /// The same for whatever was thrown: the innermost cause that is known, else the innermost of
  /// all.
  public static StartFailure of(Throwable thrown, boolean chinese) {
    Throwable innermost = thrown;
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      innermost = cause;
      switch (cause) {
        case PortInUseException taken -> {
          return portTaken(Integer.toString(taken.getPort()), chinese);
        }
        case BindException _ -> {
          return new StartFailure(
              1, chinese ? "监听地址或端口不可用。" : "The address or port cannot be used.");
        }
        case DiskLocked locked -> {
          return new StartFailure(
              1,
              (chinese ? "账本正被另一个进程使用：" : "Another process has the ledger: ")
                  + locked.getMessage());
        }
        case KeyStoreFailure failure -> {
          return new StartFailure(1, keys(failure, chinese));
        }
        default -> {}
      }
    }
    String reason = innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
    return new StartFailure(1, (chinese ? "服务未能启动：" : "The server did not start: ") + reason);
  }

  /// A bind that others can reach, without a certificate.
  public static StartFailure withoutTls(String bind, boolean chinese) {
    return new StartFailure(
        2,
        chinese
            ? "监听地址 "
                + bind
                + " 可被其他机器访问，必须启用 TLS：请将证书放入数据目录的 tls/server.crt 与 tls/server.key，"
                + "或用 kedge certificate 签发。"
            : "Other machines can reach "
                + bind
                + ", which needs TLS: put a certificate into tls/server.crt and tls/server.key of the"
                + " data folder, or let `kedge certificate` make one.");
  }

  /// An address that is none of this machine.
  public static StartFailure noAddress(String bind, boolean chinese) {
    return new StartFailure(
        2, chinese ? "本机没有地址 " + bind + "。" : "There is no address " + bind + ".");
  }

  private static StartFailure portTaken(String port, boolean chinese) {
    return new StartFailure(
        1,
        chinese
            ? "端口 " + port + " 已被占用；--port 0 可自动选择空闲端口。"
            : "Somebody else answers at port " + port + " already; --port 0 takes a free one.");
  }

  private static String keys(KeyStoreFailure failure, boolean chinese) {
    return switch (failure.fault()) {
      case PASSPHRASE_MISSING ->
          chinese
              ? "没有口令。请设置 KEDGE_PASSPHRASE 或 KEDGE_PASSPHRASE_FILE，或使用 systemd 凭据 kedge-passphrase；没有默认值。"
              : "No passphrase. Set KEDGE_PASSPHRASE, or KEDGE_PASSPHRASE_FILE, or the systemd credential"
                  + " kedge-passphrase; there is no default.";
      case PASSPHRASE_WRONG ->
          chinese ? "口令不符：密钥由另一个口令密封。" : "Another passphrase sealed these keys.";
      default -> String.valueOf(failure.getMessage());
    };
  }
}
