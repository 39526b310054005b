package io.kedge.server;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Stands in for the server's program in the tests of the command line, which never has its
/// classes: it says what it was given, then serves, refuses or dies as its port says.
final class Main {
  private Main() {}

  public static void main(String... arguments) throws InterruptedException {
    List<String> given = List.of(arguments);
    String port = given.get(given.indexOf("--port") + 1);
    System.out.println("given " + String.join(" ", given));
    switch (port) {
      case "1" -> System.exit(1);
      case "2" -> System.exit(2);
      case "99" -> Runtime.getRuntime().halt(99);
      default -> {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("stopped 已停")));
        System.out.println("ready http://127.0.0.1:" + port);
        System.out.println("admin 一次性口令");
        new CountDownLatch(1).await();
      }
    }
  }
}
