package dev.lethe.cli.command;

/**
 * Result of a command.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
record Result(int code, String out, String err) {
  /** Executes {@code lethe} in this process. */
  static Result of(String... args) {
    var invocation = new Invocation();
    int code = invocation.run(args);
    return new Result(code, invocation.out(), invocation.err());
  }
}
