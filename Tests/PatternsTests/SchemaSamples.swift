/// Pattern files that between them have every key there is, in every form that it takes.
enum SchemaSamples {
  static let signatures = [
    """
    id: port-in-use
    title: The port is in use
    severity: critical
    role: cause
    tags: [port, 8080]
    match:
      any:
        - message: { contains: in use, ignoreCase: true }
          severity: { atLeast: Warning }
        - message: { any: [ { equals: boom }, { regex: 'bo+m', ignoreCase: false } ] }
          field:
            jsonPayload.error.type: { equals: ValueError }
            jsonPayload.code: { equals: 98 }
            labels."k8s-pod/app": { exists: true }
            jsonPayload.size: { atLeast: 1, atMost: 2.5 }
            jsonPayload.text: { any: [ { contains: x }, { any: [ { regex: y } ] } ], ignoreCase: true }
        - all:
            - { service: '*-api', project: [acme, 'acme-*'], environment: staging, log: '*/stderr', resourceType: gce_instance }
            - http: { status: 503 }
            - http: { status: [ 500, { atLeast: 502, atMost: 504 } ] }
            - http: { status: { equals: 429 } }
          not: { exception: { type: [OSError, '*.OSError'], message: { contains: in use }, function: bind, file: '*/net.py' } }
        - exception: { message: { any: [ { regex: 'a(?<port>b)' }, { equals: c } ], ignoreCase: true } }
    explains: [other]
    startup: { phase: server, frames: { bind: server } }
    why: [ Two programs want it. ]
    impact: { capabilities: [chat], tags: [revenue] }
    fixes:
      - { horizon: immediate, text: Stop the other one., files: ['a.py:1'] }
      - { horizon: long-term, text: 42 }
    references: [https://example.com/a]
    crossFires: [another]
    examples:
      matches: [ in use, { textPayload: in use }, [ in use, { textPayload: in use } ] ]
      ignores: [ calm ]
    """,
    """
    id: pool-lost
    title: its pool is lost
    severity: error
    role: symptom
    sequence:
      within: 500ms
      scope: instance
      steps: [ { message: { regex: 'a(?<host>b)' } }, { message: { regex: 'c(?<host>d)' } } ]
      unless: { message: { contains: rebuilt } }
      where: host
    examples: { matches: [ [a, c] ], ignores: [ a ] }
    """,
    """
    id: both-gone
    title: both are gone
    severity: warning
    role: cause
    set:
      within: 24h
      scope: any
      all: [ { message: { regex: 'a(?<host>b)' } }, { message: { regex: 'c(?<host>d)' } } ]
      unless: [ { message: { contains: rebuilt } }, { severity: { atLeast: error } } ]
      where: [host]
    examples: { matches: [ [a, c] ], ignores: [ a ] }
    """,
    """
    id: burst
    title: a burst
    severity: info
    role: cause
    count: { atLeast: 3, within: 1m, scope: service, of: { message: { regex: 'a(?<host>b)' } }, unless: { http: { status: 200 } }, where: [host] }
    examples: { matches: [ [a, a, a] ], ignores: [ a ] }
    """,
  ]

  static let profiles = [
    """
    id: server
    title: A server
    layer: server
    boot:
      start: { message: { contains: starting } }
      ready: [ { message: { contains: ready } }, { http: { status: 200 } } ]
      failed: { severity: { atLeast: ALERT } }
      exit: { message: { regex: 'exit (?<exitCode>\\d+)' } }
      deployed: { field: { protoPayload.methodName: { equals: x } } }
    phases:
      - name: import
        enter: { message: { contains: importing } }
        done: [ { message: { contains: imported } } ]
        failed: { exception: { type: ImportError } }
        frames: [load]
      - { name: server, frames: [bind] }
    """
  ]

  static let impacts = [
    """
    currency: EUR
    environments:
      - name: staging
        match: { any: [ { project: '*-staging' }, { service: [a, b], log: x, resourceType: y } ] }
      - name: production
        match: { all: [ { project: acme } ], not: { service: '*-test' } }
    capabilities:
      - { name: chat, services: ['*-backend*'], mrrAtRisk: 120000, atLeast: true, valueShare: 0.9, owner: chat team, asOf: 2025-09-07, tags: [revenue] }
      - { name: search, services: search, atLeast: false }
    priorities:
      - priority: P0
        when:
          kind: [crash-loop, startup-failure]
          environment: production
          severity: critical
          valueShare: { atLeast: 0.5, atMost: 1, equals: 0.7 }
          mrrAtRisk: { atLeast: 1000 }
          recovered: false
          healed: false
          failed: { atLeast: 100 }
          share: { atMost: 0.5 }
          occurrences: { equals: 3 }
      - { priority: P3 }
    """
  ]

  static let frames = [
    """
    frames: { library: ["com.example.*", "*/generated/*"], application: org.fork.* }
    """
  ]
}
