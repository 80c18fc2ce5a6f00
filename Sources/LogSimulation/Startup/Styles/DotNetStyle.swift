import LogModel

/// ASP.NET Core on the generic host, as the console logger prints it: a category's line, the message
/// indented below, each an entry of its own.
public struct DotNetStyle: StartupStyle {
  public let name = "dotnet"
  public let profile = "dotnet"
  public let language = SimulatedTrace.Language.dotnet

  public init() {}

  private func info(_ text: String, _ role: StyledLine.Role = .chatter) -> [StyledLine] {
    [
      StyledLine("info: Microsoft.Hosting.Lifetime[14]", after: 0.01),
      StyledLine("      " + text, role, after: 0.000_1),
    ]
  }

  public func script(using generator: inout SeededGenerator) -> StyledScript {
    StyledScript(
      opening: [],
      stages: [
        StyledStage("services", seconds: 0.5...1.2),
        StyledStage(
          "listen", .init(profile, "listen", 1),
          enter: info("Now listening on: http://[::]:8080", .phaseEntered("listen"))
            .map { $0.role == .chatter ? $0 : $0.binding },
          done: info("Application started. Press Ctrl+C to shut down.", .phaseDone("listen"))
            .map { $0.role == .chatter ? $0 : $0.readying }, seconds: 0.02...0.06),
      ],
      ready: info("Hosting environment: Production") + info("Content root path: /app"))
  }

  public func lines(of failure: StyledFailure, _ logging: FailureLogging) -> [StyledLine] {
    var lines: [StyledLine] = []
    if failure.name == "port-taken" {
      // The host logs what it could not do before the exception ends the process.
      lines = [
        StyledLine("fail: Microsoft.Extensions.Hosting.Internal.Host[11]", on: .stdout),
        StyledLine("      Hosting failed to start", .phaseFailed("listen"), on: .stdout).ending,
      ]
    }
    var trace = failure.traceLines(logging, logger: "start-up failed", on: .stderr, nil)
    // The runtime's first words are the profile's marker of the end.
    if failure.trace != nil, logging != .messageOnly, !trace.isEmpty {
      trace[0] = trace[0].ending
    }
    return lines + trace
  }

  public var failures: [StyledFailure] {
    typealias Raised = SimulatedTrace.Raised
    typealias Frame = SimulatedTrace.Frame
    let host = [
      Frame(
        "Microsoft.Extensions.Hosting.HostingAbstractionsHostExtensions.Run", "", 0, library: true),
      Frame("Program.<Main>$", "/src/Orders/Program.cs", 41),
    ]
    let bind = "Failed to bind to address http://[::]:8080: address already in use."
    return [
      StyledFailure(
        "database-refused", in: "services",
        SimulatedTrace(
          .dotnet,
          [
            Raised(
              "System.Net.Sockets.SocketException", "Connection refused",
              [
                Frame(
                  "System.Net.Sockets.Socket.DoConnect", "", 0, library: true)
              ]),
            Raised(
              "Acme.Orders.Data.StoreUnavailableException", "the order store cannot be opened",
              [
                Frame("Acme.Orders.Data.OrderStore.Open", "/src/Orders/Data/OrderStore.cs", 62)
              ] + host),
          ]), message: "the order store cannot be opened",
        signature: "dotnet-unhandled-exception", end: .signal(6)),
      StyledFailure(
        "options-empty", in: "services",
        SimulatedTrace(
          .dotnet,
          [
            Raised(
              "Acme.Orders.Pricing.PricingException", "price list 7 is empty",
              [
                Frame("Acme.Orders.Pricing.PriceList.Load", "/src/Orders/Pricing/PriceList.cs", 88)
              ] + host)
          ]), message: "price list 7 is empty", signature: "dotnet-unhandled-exception",
        end: .signal(6)),
      StyledFailure(
        "port-taken", in: "services",
        SimulatedTrace(
          .dotnet,
          [
            Raised(
              "Microsoft.AspNetCore.Connections.AddressInUseException", "Address already in use",
              [
                Frame(
                  "Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets.SocketConnectionListener.Bind",
                  "", 0, library: true)
              ]),
            Raised(
              "System.IO.IOException", bind,
              [
                Frame(
                  "Microsoft.AspNetCore.Server.Kestrel.Core.Internal.AddressBinder.BindEndpointAsync",
                  "", 0, library: true)
              ] + host),
          ]), message: bind, signature: "port-in-use", messageSignature: "port-in-use",
        end: .signal(6)),
    ]
  }
}
