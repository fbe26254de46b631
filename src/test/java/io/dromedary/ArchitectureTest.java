package io.dromedary;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.context.annotation.Configuration;

/** Holds the rooms of the house and the arrows between them; docs/adr/0001 says why. */
@AnalyzeClasses(packages = "io.dromedary", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** Plain Java in the package itself; technology is one level below, in {@link #ADAPTERS}. */
  private static final String[] CORE =
      packages(
          "event",
          "person",
          "consent",
          "window",
          "template",
          "cost",
          "policy",
          "notification",
          "intake",
          "dispatch",
          "whatsapp",
          "conversation",
          "feedback",
          "vault");

  /**
   * Whom each room may know. A room that is not named here does not exist; an arrow that is not
   * drawn here is forbidden. The rooms stand in such an order that arrows point upwards only.
   */
  private static final List<Room> ROOMS =
      List.of(
          // shared by everybody, knowing nobody
          room("vault"),
          room("jdbc"),
          room("yaml"),
          // finds the classes of the packaged jar
          room("launch"),
          // what happened, who somebody is, what they allow, what is said
          room("event"),
          room("person", "vault"),
          room("consent", "person", "vault"),
          room("window", "person"),
          room("template", "event"),
          room("cost", "template", "yaml"),
          // the decision and the ledger
          room("policy", "event", "person", "consent", "window", "template", "cost"),
          room("notification", "policy", "person", "vault"),
          // the work
          room(
              "intake",
              "event",
              "person",
              "consent",
              "window",
              "template",
              "policy",
              "notification",
              "vault"),
          room("whatsapp", "template"),
          room(
              "dispatch",
              "person",
              "consent",
              "window",
              "template",
              "cost",
              "policy",
              "notification",
              "whatsapp",
              "vault",
              // its unit of work is a transaction that it is given; the room's SQL stays out of it
              "jdbc"),
          room("conversation", "person", "consent", "window", "notification", "whatsapp", "vault"),
          room("feedback", "template", "notification", "vault"),
          // neighbours in the same process that share no code with the hub
          room("sandbox"),
          room("samples"),
          // faces: whatever is above, except other faces
          face("api"),
          face("console"),
          // the hub's rules on given facts, for tests of a configuration
          face("decisiontest"),
          // what is wrong with a configuration, before it runs
          face("lint", "decisiontest", "yaml"),
          // hubs in processes of their own, killed and compared
          face("drill", "sandbox"),
          // hubs in processes of their own, pressed and timed
          face("bench", "drill"),
          face("cli", "sandbox", "samples", "decisiontest", "lint", "drill", "bench"),
          // puts the house together; nobody knows it
          face("configuration", "api", "console", "cli", "sandbox", "samples"));

  private static final Set<String> ADAPTERS = Set.of("jdbc", "camel", "http");

  private static final String[] SQL = {"java.sql..", "javax.sql..", "org.springframework.jdbc.."};

  private static final DescribedPredicate<JavaClass> DO_NOT_WIRE =
      DescribedPredicate.describe(
          "wire nothing", type -> !type.isAnnotatedWith(Configuration.class));

  @ArchTest
  static void everyRoomIsNamed(JavaClasses classes) {
    Set<String> found =
        classes.stream()
            .map(ArchitectureTest::room)
            .filter(room -> !room.isEmpty())
            .collect(toCollection(TreeSet::new));

    assertThat(ROOMS).extracting(Room::name).containsAll(found);
  }

  @ArchTest
  static void everyAdapterIsNamed(JavaClasses classes) {
    Set<String> found =
        classes.stream()
            .map(ArchitectureTest::adapter)
            .filter(adapter -> !adapter.isEmpty())
            .collect(toCollection(TreeSet::new));

    assertThat(ADAPTERS).containsAll(found);
  }

  @ArchTest
  static final ArchRule arrowsAreDrawnInTheTable =
      classes().that().resideInAPackage("io.dromedary..").should(knowOnlyWhomTheTableAllows());

  @ArchTest
  static final ArchRule roomsKnowNobodyInACircle =
      slices().matching("io.dromedary.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theCoreIsPlainJava =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..",
              "org.apache.camel..",
              "org.apache.activemq..",
              "jakarta.jms..",
              "jakarta.servlet..",
              "java.sql..",
              "javax.sql..",
              "java.net.http..");

  @ArchTest
  static final ArchRule theCoreDoesNotKnowItsAdapters =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.dromedary.*.jdbc..", "io.dromedary.*.camel..", "io.dromedary.*.http..");

  @ArchTest
  static final ArchRule sqlStaysInItsAdapters =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.dromedary.jdbc",
              "io.dromedary.*.jdbc..",
              "io.dromedary.configuration..",
              "io.dromedary.samples..")
          .and(DO_NOT_WIRE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SQL);

  @ArchTest
  static final ArchRule camelStaysInItsAdapters =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.dromedary.*.camel..", "io.dromedary.api..", "io.dromedary.configuration..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.apache.camel..")
                  .as("are Camel's, where a room has its own package for them"));

  @ArchTest
  static final ArchRule theSandboxIsAStranger =
      noClasses()
          .that()
          .resideInAnyPackage("io.dromedary.sandbox..", "io.dromedary.samples..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.dromedary..")
                  .and(
                      DescribedPredicate.not(
                          resideInAnyPackage("io.dromedary.sandbox..", "io.dromedary.samples.."))));

  @ArchTest
  static final ArchRule timeIsAnArgument =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .accessTargetWhere(readsAClock())
          .as("the core is told what time it is");

  @ArchTest
  static final ArchRule clocksEnterAtTheEdge =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.dromedary.configuration..",
              "io.dromedary.cli..",
              "io.dromedary.sandbox..",
              "io.dromedary.samples..")
          .and(DO_NOT_WIRE)
          .should()
          .accessTargetWhere(readsTheCalendar())
          .as("a clock is given by the configuration");

  @ArchTest
  static final ArchRule onlyCommandsWriteToTheTerminal =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.dromedary.cli..")
          .and()
          .doNotHaveSimpleName("SandboxCommand")
          .should(ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule fieldsAreNotPublic =
      fields()
          .that()
          .arePublic()
          .should()
          .beStatic()
          .andShould()
          .beFinal()
          .as("what is public is a constant");

  @ArchTest
  static final ArchRule theRootHasOnlyTheApplication =
      classes()
          .that()
          .resideInAPackage("io.dromedary")
          .should()
          .haveSimpleName("DromedaryApplication")
          .orShould()
          .haveSimpleName("package-info");

  private record Room(String name, Set<String> knows) {}

  private static Room room(String name, String... knows) {
    return new Room(name, Set.of(knows));
  }

  /** May know every room of the hub, and these besides. */
  private static Room face(String name, String... besides) {
    return new Room(
        name,
        Stream.concat(
                Arrays.stream(CORE).map(core -> core.substring("io.dromedary.".length())),
                Stream.concat(Stream.of("jdbc"), Stream.of(besides)))
            .collect(toCollection(TreeSet::new)));
  }

  private static String[] packages(String... rooms) {
    return Arrays.stream(rooms).map(room -> "io.dromedary." + room).toArray(String[]::new);
  }

  /** The package below the root; empty in the root itself. */
  private static String room(JavaClass type) {
    return segment(type, 2);
  }

  /** The package below the room, empty in the room itself; faces may arrange themselves freely. */
  private static String adapter(JavaClass type) {
    return List.of(CORE).contains("io.dromedary." + room(type)) ? segment(type, 3) : "";
  }

  private static String segment(JavaClass type, int index) {
    String[] segments = type.getPackageName().split("\\.");
    return segments.length > index ? segments[index] : "";
  }

  private static ArchCondition<JavaClass> knowOnlyWhomTheTableAllows() {
    Map<String, Set<String>> allowed = ROOMS.stream().collect(toMap(Room::name, Room::knows));
    return new ArchCondition<>("know only whom the table allows") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (Dependency arrow : type.getDirectDependenciesFromSelf()) {
          JavaClass target = arrow.getTargetClass().getBaseComponentType();
          if (target.getPackageName().startsWith("io.dromedary") && !mayKnow(type, target)) {
            events.add(SimpleConditionEvent.violated(arrow, arrow.getDescription()));
          }
        }
      }

      private boolean mayKnow(JavaClass from, JavaClass to) {
        String room = room(from);
        return room.isEmpty()
            || room.equals(room(to))
            || allowed.getOrDefault(room, Set.of()).contains(room(to))
            || room(to).equals("jdbc") && ADAPTERS.contains(adapter(from));
      }
    };
  }

  private static DescribedPredicate<JavaAccess<?>> readsAClock() {
    return DescribedPredicate.describe(
        "reads a clock", access -> calendar(access) || accesses(access, System.class, "nanoTime"));
  }

  private static DescribedPredicate<JavaAccess<?>> readsTheCalendar() {
    return DescribedPredicate.describe("reads the calendar", ArchitectureTest::calendar);
  }

  /** {@code now()} without an argument of any type in java.time, and the system's clocks. */
  private static boolean calendar(JavaAccess<?> access) {
    boolean now =
        access.getTargetOwner().getPackageName().equals("java.time")
            && access.getTarget() instanceof AccessTarget.MethodCallTarget method
            && method.getName().equals("now")
            && method.getRawParameterTypes().isEmpty();
    boolean reference =
        access.getTargetOwner().getPackageName().equals("java.time")
            && access.getTarget() instanceof AccessTarget.MethodReferenceTarget
            && access.getName().equals("now");
    return now
        || reference
        || access.getTargetOwner().isEquivalentTo(Clock.class)
            && access.getName().startsWith("system")
        || accesses(access, System.class, "currentTimeMillis");
  }

  private static boolean accesses(JavaAccess<?> access, Class<?> owner, String method) {
    return access.getTargetOwner().isEquivalentTo(owner) && access.getName().equals(method);
  }
}
