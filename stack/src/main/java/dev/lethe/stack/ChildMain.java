package dev.lethe.stack;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Main class of every child process. Ties the child to its parent, then runs the program.
 *
 * <p>Standard input is a pipe from the parent. It reaches its end when the parent closes it or
 * exits, even by SIGKILL. This process then exits normally. The class depends on the JDK only.
 */
public final class ChildMain {

  private static final long MAX_EXIT_MILLIS = 15_000;

  private ChildMain() {}

  /**
   * Runs a program until it ends or the parent exits.
   *
   * @param args lock file, class with a {@code main} method, and arguments of that method
   * @throws Exception if the lock or the class is not available
   */
  public static void main(String[] args) throws Exception {
    startDaemon("parent-watch", ChildMain::exitWithParent);
    ignoreInterrupts();
    // Held until this process exits. Waits here if a child of a killed parent is still closing the
    // same files.
    FileChannel channel =
        FileChannel.open(Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.lock();
    try {
      Class.forName(args[1])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(args, 2, args.length));
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
      System.exit(1);
    }
  }

  private static void exitWithParent() {
    InputStream in = System.in;
    try {
      while (in.read() >= 0) {
        // the parent writes nothing; ignore any byte
      }
    } catch (IOException e) {
      e.printStackTrace(); // a broken pipe also means that the parent has exited
    }
    startDaemon("exit-limit", ChildMain::haltLater);
    System.exit(0);
  }

  /** Halts the process if a shutdown hook hangs. */
  private static void haltLater() {
    try {
      Thread.sleep(MAX_EXIT_MILLIS);
      Runtime.getRuntime().halt(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void startDaemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Ignores SIGINT. A terminal sends Ctrl-C to the whole process group, but the parent decides when
   * this process exits. Uses reflection, because direct use of {@code sun.misc} causes a compiler
   * warning.
   */
  private static void ignoreInterrupts() throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object noOpHandler =
        Proxy.newProxyInstance(
            handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, args) -> null);
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance("INT"), noOpHandler);
  }
}
