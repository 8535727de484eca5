package dev.lethe.stack;

import java.io.IOException;
import java.nio.file.Path;

/** Parent process for tests. Starts a stack and keeps it until standard input ends. */
final class StackParent {

  static final String READY = "both are ready";

  private StackParent() {}

  public static void main(String[] args) throws IOException {
    try (LocalStack stack =
        LocalStack.start(StackConfig.ephemeral(Path.of(args[0])), System.out::println)) {
      System.out.println(READY + " in " + stack.directory());
      while (System.in.read() >= 0) {
        // ignore input until its end
      }
    }
  }
}
