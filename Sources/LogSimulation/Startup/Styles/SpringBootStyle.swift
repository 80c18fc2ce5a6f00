import LogModel

/// A Spring Boot web application with JPA on Tomcat, as Logback's default pattern prints it.
///
/// Order of the lines: Tomcat is initialized before the beans are made and started after them;
/// Hibernate opens the pool while it processes the persistence unit.
public struct SpringBootStyle: StartupStyle {
  public let name = "spring-boot"
  public let profile = "spring-boot"
  public let language = SimulatedTrace.Language.jvm
  /// e.g. `com.acme.orders`.
  public var package: String

  public init(package: String = "com.acme.orders") { self.package = package }

  private var mainClass: String { "OrdersApplication" }

  private func line(
    level: String = " INFO", _ logger: String, _ text: String,
    _ role: StyledLine.Role = .chatter, after: Double = 0.012
  ) -> StyledLine {
    let padded = logger + String(repeating: " ", count: max(0, 40 - logger.count))
    return StyledLine(
      "2025-09-11T08:30:12.417Z \(level) 1 --- [           main] \(padded) : \(text)", role,
      after: after)
  }

  public func script(using generator: inout SeededGenerator) -> StyledScript {
    let datasource = StyledStage(
      "datasource", .init(profile, "datasource", 2),
      enter: [
        line(
          "com.zaxxer.hikari.HikariDataSource", "HikariPool-1 - Starting...",
          .phaseEntered("datasource"))
      ],
      done: [
        line(
          "com.zaxxer.hikari.HikariDataSource", "HikariPool-1 - Start completed.",
          .phaseDone("datasource"))
      ])
    let persistence = StyledStage(
      "persistence", .init(profile, "persistence", 3),
      enter: [
        line(
          "o.hibernate.jpa.internal.util.LogHelper",
          "HHH000204: Processing PersistenceUnitInfo [name: default]",
          .phaseEntered("persistence")),
        line("org.hibernate.Version", "HHH000412: Hibernate ORM core version 6.3.1.Final"),
      ], inner: [datasource],
      done: [
        line(
          "j.LocalContainerEntityManagerFactoryBean",
          "Initialized JPA EntityManagerFactory for persistence unit 'default'",
          .phaseDone("persistence"))
      ])
    let webServer = StyledStage(
      "web-server", .init(profile, "web-server", 4),
      enter: [
        line(
          "o.s.b.w.embedded.tomcat.TomcatWebServer", "Tomcat initialized with port 8080 (http)",
          .phaseEntered("web-server")),
        line("o.apache.catalina.core.StandardService", "Starting service [Tomcat]"),
        line(
          "w.s.c.ServletWebServerApplicationContext",
          "Root WebApplicationContext: initialization completed in \(generator.within(700...1900)) ms"
        ),
      ], inner: [persistence, StyledStage("beans")],
      done: [
        line(
          "o.s.b.w.embedded.tomcat.TomcatWebServer",
          "Tomcat started on port 8080 (http) with context path ''", .phaseDone("web-server")
        ).binding
      ])
    let environment = StyledStage(
      "environment", .init(profile, "environment", 1),
      enter: [
        line(
          "\(package).\(mainClass)",
          "No active profile set, falling back to 1 default profile: \"default\"",
          .phaseEntered("environment"))
      ])
    return StyledScript(
      opening: [
        StyledLine("  .   ____          _            __ _ _", after: 0.9),
        StyledLine(" :: Spring Boot ::                (v3.2.0)"),
        line(
          "\(package).\(mainClass)",
          "Starting \(mainClass) v1.8.0 using Java 17.0.9 with PID 1 (/app/app.jar started by root in /app)",
          .start),
      ], stages: [environment, webServer],
      ready: [
        line(
          "\(package).\(mainClass)",
          "Started \(mainClass) in \(generator.within(3...9)).\(generator.within(100...999)) seconds (process running for 10.3)",
          .ready)
      ])
  }

  public func lines(of failure: StyledFailure, _ logging: FailureLogging) -> [StyledLine] {
    var lines: [StyledLine] = []
    if failure.stage == "datasource" {
      lines.append(
        line(
          level: "ERROR", "com.zaxxer.hikari.pool.HikariPool",
          "HikariPool-1 - Exception during pool initialization.", .phaseFailed("datasource")))
    }
    let logger = "o.s.boot.SpringApplication"
    if case .field = logging {
      var trace = failure.traceLines(
        logging, logger: "Application run failed", on: .stdout, .error)
      if !trace.isEmpty { trace[0] = trace[0].ending }
      return lines + trace
    }
    var failed = line(level: "ERROR", logger, "Application run failed", .bootFailed)
    failed.severity = .error
    lines.append(failed)
    return lines + failure.traceLines(logging, logger: logger, on: .stdout, .error)
  }

  public var failures: [StyledFailure] {
    typealias Raised = SimulatedTrace.Raised
    typealias Frame = SimulatedTrace.Frame
    let spring = [
      Frame(
        "org.springframework.beans.factory.support.AbstractAutowireCapableBeanFactory.createBean",
        "AbstractAutowireCapableBeanFactory.java", 522, library: true),
      Frame(
        "org.springframework.boot.SpringApplication.run", "SpringApplication.java", 335,
        library: true),
      Frame("\(package).\(mainClass).main", "\(mainClass).java", 11),
    ]
    let driver = [
      Frame(
        "org.postgresql.core.v3.ConnectionFactoryImpl.openConnectionImpl",
        "ConnectionFactoryImpl.java", 342, library: true),
      Frame(
        "com.zaxxer.hikari.pool.HikariPool.checkFailFast", "HikariPool.java", 554, library: true),
    ]
    func creation(_ bean: String, _ message: String) -> Raised {
      Raised(
        "org.springframework.beans.factory.BeanCreationException",
        "Error creating bean with name '\(bean)' defined in class path resource [\(package.split(separator: ".").joined(separator: "/"))/Config.class]: \(message)",
        spring)
    }
    let refused =
      "Connection to db.internal:5432 refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections."
    let ledger =
      "ledger table postings has schema 41, this build needs 43"
    return [
      StyledFailure(
        "placeholder", in: "environment",
        SimulatedTrace(
          .jvm,
          [
            Raised(
              "java.lang.IllegalArgumentException",
              "Could not resolve placeholder 'payments.api.key' in value \"${payments.api.key}\"",
              [
                Frame(
                  "org.springframework.util.PropertyPlaceholderHelper.parseStringValue",
                  "PropertyPlaceholderHelper.java", 180, library: true),
                Frame("\(package).payments.PaymentsConfig.client", "PaymentsConfig.java", 31),
              ] + spring)
          ]),
        message:
          "Could not resolve placeholder 'payments.api.key' in value \"${payments.api.key}\"",
        signature: "spring-property-missing", messageSignature: "spring-property-missing",
        end: .code(1)),
      StyledFailure(
        "database-refused", in: "datasource",
        SimulatedTrace(
          .jvm,
          [
            Raised(
              "java.net.ConnectException", "Connection refused",
              [Frame("java.base/sun.nio.ch.Net.pollConnect", "Net.java", 672, library: true)]
                + driver + spring),
            Raised(
              "org.postgresql.util.PSQLException", refused, driver + spring),
            creation("entityManagerFactory", refused),
          ]), message: "org.postgresql.util.PSQLException: \(refused)",
        signature: "postgres-connection-refused", messageSignature: "postgres-connection-refused",
        end: .code(1)),
      StyledFailure(
        "schema", in: "persistence",
        SimulatedTrace(
          .jvm,
          [
            Raised(
              "\(package).ledger.LedgerSchemaMismatch", ledger,
              [
                Frame("\(package).ledger.SchemaGuard.verify", "SchemaGuard.java", 88),
                Frame("\(package).ledger.SchemaGuard.afterPropertiesSet", "SchemaGuard.java", 41),
              ] + spring)
          ]), message: "refusing to start: \(ledger)", end: .code(1)),
      StyledFailure(
        "bean-creation", in: "beans",
        SimulatedTrace(
          .jvm,
          [
            Raised(
              "java.lang.IllegalStateException", "pricing rules are empty",
              [
                Frame("\(package).pricing.RuleBook.load", "RuleBook.java", 57),
                Frame("\(package).pricing.PricingConfig.ruleBook", "PricingConfig.java", 22),
              ] + spring), creation("ruleBook", "pricing rules are empty"),
          ]), message: "pricing rules are empty", signature: "spring-bean-creation-failed",
        end: .code(1)),
    ]
  }
}
