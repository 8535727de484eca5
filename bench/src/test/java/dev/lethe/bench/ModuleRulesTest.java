package dev.lethe.bench;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.lethe.common.random.NamedRandom;
import dev.lethe.common.text.Suggestions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.streams.KafkaStreams;

/** The module rules of docs/architecture.md. */
@AnalyzeClasses(packages = "dev.lethe", importOptions = DoNotIncludeTests.class)
class ModuleRulesTest {
  @ArchTest
  static final ArchRule shouldHaveNoCycleAmongPackages =
      slices().matching("dev.lethe.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule shouldKeepMeasuresWithoutDependencies =
      noClasses()
          .that()
          .resideInAPackage("dev.lethe.measures..")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages("dev.lethe.measures..", "java..");

  @ArchTest
  static final ArchRule shouldLetOnlyTheCommandsUseTheCommands =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.lethe.cli..", "dev.lethe.bench..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.lethe.cli..", "dev.lethe.bench..");

  @ArchTest
  static final ArchRule shouldLetTheTrainerAndTheStreamsAppMeetOnlyInSchemas =
      noClasses()
          .that()
          .resideInAPackage("dev.lethe.trainer..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.lethe.streams..", "dev.lethe.cli..", "dev.lethe.stack..");

  @ArchTest
  static final ArchRule shouldKeepTheStreamsAppApartFromTrainerAndLearner =
      noClasses()
          .that()
          .resideInAPackage("dev.lethe.streams..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.lethe.trainer..", "dev.lethe.learner..", "dev.lethe.cli..", "dev.lethe.stack..");

  @ArchTest
  static final ArchRule shouldKeepKafkaClockAndFilesOutOfTheLearner =
      noClasses()
          .that()
          .resideInAPackage("dev.lethe.learner..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "org.apache.avro..",
              "dev.lethe.schemas..",
              "dev.lethe.trainer..",
              "dev.lethe.streams..",
              "dev.lethe.cli..",
              "java.time..",
              "java.net..",
              "java.nio.file..");

  @ArchTest
  static final ArchRule shouldNotReadTheSystemClockInTheLearner =
      noClasses()
          .that()
          .resideInAPackage("dev.lethe.learner..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule shouldCreateSeededGeneratorsInOneClassOnly =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(NamedRandom.class.getName())
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.commons.rng.simple..");

  @ArchTest
  static final ArchRule shouldMeasureEditDistancesInOneClassOnly =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(Suggestions.class.getName())
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.commons.text..");

  @ArchTest
  static final ArchRule shouldLetOneClassKnowTheRegistryClient =
      noClasses()
          .that()
          .resideInAPackage("dev.lethe..")
          .and()
          .haveNameNotMatching("dev\\.lethe\\.schemas\\.ConfluentSchemaRegistry(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink..");

  /** Each of these classes passes the user's settings on, so that security reaches every client. */
  @ArchTest
  static final ArchRule shouldCreateKafkaClientsOnlyWithTheSettingsOfTheUser =
      noClasses()
          .that()
          .haveNameNotMatching(
              "dev\\.lethe\\.(schemas\\.ClusterAdmin|trainer\\.ClientFactory|streams\\.StreamsApp"
                  + "|streams\\.PromotionApp|cli\\.feed\\.Feeder|cli\\.topic\\.TopicReader"
                  + "|cli\\.promotion\\.PromotionCommands"
                  + "|cli\\.command\\.DeadLettersReplayCommand)(\\$.*)?")
          .should()
          .callConstructorWhere(
              target(owner(assignableTo(KafkaProducer.class)))
                  .or(target(owner(assignableTo(KafkaConsumer.class))))
                  .or(target(owner(assignableTo(KafkaStreams.class)))))
          .orShould()
          .callMethodWhere(target(owner(assignableTo(Admin.class))).and(target(name("create"))));

  @ArchTest
  static final ArchRule shouldKeepSchemasAndStackFreeOfTheOthers =
      noClasses()
          .that()
          .resideInAnyPackage("dev.lethe.schemas..", "dev.lethe.stack..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.lethe.learner..",
              "dev.lethe.trainer..",
              "dev.lethe.streams..",
              "dev.lethe.cli..");

  @ArchTest
  static final ArchRule shouldLetBenchUseOnlyTheOptionsOfTheCli =
      noClasses()
          .that()
          .resideInAPackage("dev.lethe.bench..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.lethe.cli..")
                  .and(resideOutsideOfPackage("dev.lethe.cli.options..")));

  @ArchTest
  static final ArchRule shouldKeepTheStatisticsFunctionsOfNumbers =
      classes()
          .that()
          .resideInAPackage("dev.lethe.compare.statistics..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.lethe.compare.statistics..",
              "dev.lethe.common..",
              "org.hipparchus..",
              "org.apache.commons.rng..",
              "java.lang..",
              "java.math..",
              "java.util..");

  @ArchTest
  static final ArchRule shouldKeepResultsAndReportsWithoutKafkaAndLearner =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.lethe.compare.results..",
              "dev.lethe.compare.analysis..",
              "dev.lethe.compare.report..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.lethe.trainer..",
              "dev.lethe.learner..",
              "dev.lethe.schemas..",
              "dev.lethe.compare.engine..",
              "dev.lethe.compare.plan..",
              "org.apache.kafka..");

  @ArchTest
  static final ArchRule shouldLetCompareUseNoModuleAboveIt =
      noClasses()
          .that()
          .resideInAPackage("dev.lethe.compare..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.lethe.cli..",
              "dev.lethe.bench..",
              "dev.lethe.streams..",
              "dev.lethe.stack..",
              "dev.lethe.scenarios..");

  @ArchTest
  static final ArchRule shouldUseHipparchusInCompareOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.lethe.compare..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.hipparchus..");

  @ArchTest
  static final ArchRule shouldLetScenariosUseOnlyCommonAndCommonsLibraries =
      classes()
          .that()
          .resideInAPackage("dev.lethe.scenarios..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.lethe.scenarios..",
              "dev.lethe.common..",
              "org.apache.commons.csv..",
              "org.apache.commons.rng..",
              "java..");
}
