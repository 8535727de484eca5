package dev.lethe.cli;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Provides the versions of Lethe and of the libraries that affect its results. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() throws IOException {
    var build = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      build.load(in);
    }
    Engine engine = Engine.getInstance();
    return new String[] {
      "lethe " + build.getProperty("version"),
      "Kafka clients " + build.getProperty("kafka.version"),
      engine.getEngineName() + " " + engine.getVersion(),
      "Java " + Runtime.version()
    };
  }
}
