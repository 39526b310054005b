package io.kedge.server.api;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A request whose body ends with a failure where it is longer than is taken, whether or not it
/// said its length beforehand.
final class BoundedBody extends HttpServletRequestWrapper {
  private final long bytesMax;

  BoundedBody(HttpServletRequest request, long bytesMax) {
    super(request);
    this.bytesMax = bytesMax;
  }

  /// The body was longer than is taken.
  private static final class Over extends IOException {
    Over(long bytesMax) {
      super("over " + bytesMax + " bytes");
    }
  }

  /// True where a failure comes from a body that was too long.
  static boolean isOver(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Over) {
        return true;
      }
    }
    return false;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    return new Counted(super.getInputStream(), bytesMax);
  }

  private static final class Counted extends ServletInputStream {
    private final ServletInputStream in;
    private final long bytesMax;
    private long read;

    Counted(ServletInputStream in, long bytesMax) {
      this.in = in;
      this.bytesMax = bytesMax;
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int got = in.read(into, offset, length);
      count(Math.max(0, got));
      return got;
    }

    private void count(int more) throws IOException {
      read += more;
      if (read > bytesMax) {
        throw new Over(bytesMax);
      }
    }

    @Override
    public boolean isFinished() {
      return in.isFinished();
    }

    @Override
    public boolean isReady() {
      return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      in.setReadListener(listener);
    }
  }
}
