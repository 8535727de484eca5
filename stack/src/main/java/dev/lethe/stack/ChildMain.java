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
 * The first class of every child process: ties the child to its parent, then runs the program.
 *
 * <p>Standard input is a pipe from the parent. Its end means that the parent has closed it or has
 * ended, by SIGKILL too, and then this process exits in good order. It uses the JDK alone.
 */
public final class ChildMain {

  private static final long MAX_EXIT_MILLIS = 15_000;

  private ChildMain() {}

  /**
   * Runs a program under the parent's watch.
   *
   * @param args a lock file, a class with a {@code main} method, and that method's arguments
   * @throws Exception what the program throws
   */
  public static void main(String[] args) throws Exception {
    startDaemon("parent-watch", ChildMain::exitWithParent);
    ignoreInterrupts();
    // Held until the end of this process. One whose parent was killed may still be closing the same
    // files; this one waits for it here.
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
        // the parent writes nothing; a byte says no more than that it lives
      }
    } catch (IOException e) {
      e.printStackTrace(); // a broken pipe is an ended parent
    }
    startDaemon("exit-limit", ChildMain::haltLater);
    System.exit(0);
  }

  /** A shutdown hook that hangs must not keep the process. */
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
   * A terminal sends Ctrl-C to the whole process group; the parent decides when this process ends.
   * By reflection, because the compiler does not let {@code sun.misc} pass without a warning.
   */
  private static void ignoreInterrupts() throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object nothing =
        Proxy.newProxyInstance(
            handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, args) -> null);
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance("INT"), nothing);
  }
}
