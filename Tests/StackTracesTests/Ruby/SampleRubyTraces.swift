/// Traces of Ruby as services write them, for more than one test.
enum SampleRubyTraces {
  static let ruby = """
    /app/lib/orders.rb:12:in `rescue in place': order 17 was not placed (OrderFailed)
    \tfrom /app/lib/orders.rb:8:in `place'
    \tfrom /app/bin/worker.rb:3:in `<main>'
    /usr/local/bundle/gems/pg-1.5.4/lib/pg/connection.rb:828:in `connect': connection to server at "10.0.0.3", port 5432 failed (PG::ConnectionBad)
    \tIs the server running on that host?
    \tfrom /usr/local/bundle/gems/pg-1.5.4/lib/pg.rb:69:in `connect'
    \tfrom /app/lib/db.rb:5:in `open'
    \tfrom /app/lib/orders.rb:9:in `place'
    \tfrom /app/bin/worker.rb:3:in `<main>'
    """

  static let rubyNew = """
    /app/cart.rb:4:in 'Integer#/': divided by 0 (ZeroDivisionError)
    \tfrom /app/cart.rb:4:in 'Cart#share'
    \tfrom /usr/local/lib/ruby/3.4.0/monitor.rb:201:in 'Monitor#synchronize'
    \tfrom /app/cart.rb:9:in '<main>'
    """

  static let rubyLast = """
    Traceback (most recent call last):
    \t2: from /app/cart.rb:9:in `<main>'
    \t1: from /app/cart.rb:5:in `share'
    /app/cart.rb:2:in `split': no cart (RuntimeError)
    """

  static let rails = """
    ActiveRecord::StatementInvalid (PG::UndefinedTable: ERROR:  relation "orders" does not exist
    LINE 1: SELECT * FROM orders
                          ^
    ):
    \u{20}\u{20}
    app/models/order.rb:12:in `load'
    /usr/local/bundle/gems/activerecord-7.0.4/lib/active_record/base.rb:3:in `find'
    app/controllers/orders_controller.rb:7:in `show'
    """

  static let railsCause = """
    ActionView::Template::Error (undefined method `name' for nil)
    Caused by: NoMethodError (undefined method `name' for nil)

    Information for: ActionView::Template::Error (undefined method `name' for nil):
        1: <%= order.name %>

    app/views/orders/show.html.erb:1:in `_show'
    app/controllers/orders_controller.rb:7:in `show'

    Information for cause: NoMethodError (undefined method `name' for nil):

    app/models/order.rb:3:in `title'
    app/views/orders/show.html.erb:1:in `_show'
    """

  static let railsLogger = """
    F, [2025-09-16T00:41:13.123456 #1] FATAL -- : [5b1f7c9e-6a55-4f0e-9a3e-2f3c5d1f6a10]\u{20}\u{20}
    F, [2025-09-16T00:41:13.123456 #1] FATAL -- : [5b1f7c9e-6a55-4f0e-9a3e-2f3c5d1f6a10] NoMethodError (undefined method `total' for nil:NilClass):
    F, [2025-09-16T00:41:13.123456 #1] FATAL -- : [5b1f7c9e-6a55-4f0e-9a3e-2f3c5d1f6a10]\u{20}\u{20}
    F, [2025-09-16T00:41:13.123456 #1] FATAL -- : [5b1f7c9e-6a55-4f0e-9a3e-2f3c5d1f6a10] app/models/cart.rb:31:in `total'
    F, [2025-09-16T00:41:13.123456 #1] FATAL -- : [5b1f7c9e-6a55-4f0e-9a3e-2f3c5d1f6a10] app/controllers/carts_controller.rb:8:in `show'
    """

  static let railsTags = """
    [5b1f7c9e] \u{20}
    [5b1f7c9e] ActiveRecord::RecordNotFound (Couldn't find Order with 'id'=17):
    [5b1f7c9e] \u{20}
    [5b1f7c9e] app/controllers/orders_controller.rb:7:in 'OrdersController#show'
    """

  static let rake = """
    rake aborted!
    ActiveRecord::DatabaseConnectionError: There is an issue connecting with your hostname: db.
    Please check your database configuration.
    /usr/local/bundle/gems/activerecord-7.1.2/lib/active_record/connection_adapters/postgresql_adapter.rb:81:in `rescue in new_client'
    /app/lib/tasks/seed.rake:4:in `block in <main>'

    Caused by:
    PG::ConnectionBad: connection to server at "10.0.0.3", port 5432 failed: Connection refused
    \tIs the server running on that host?
    /usr/local/bundle/gems/pg-1.5.4/lib/pg/connection.rb:696:in `connect_to_hosts'
    /app/lib/tasks/seed.rake:4:in `block in <main>'
    Tasks: TOP => db:migrate
    (See full trace by running task with --trace)
    """

  static let bundler = """
    bundler: failed to load command: puma (/usr/local/bundle/bin/puma)
    LoadError: cannot load such file -- image_processing
      /app/config/initializers/images.rb:3:in `require'
      config.ru:2:in `block in <main>'
      config.ru:in `new'
      /usr/local/bundle/gems/puma-2.16.0/lib/puma/configuration.rb:155:in `load_rackup'
    """

  static let unicorn = """
    E, [2025-09-16T00:41:13.123456 #8] ERROR -- : no settings for this shop (SettingsError)
    E, [2025-09-16T00:41:13.123512 #8] ERROR -- : /app/config/settings.rb:12:in `load'
    E, [2025-09-16T00:41:13.123534 #8] ERROR -- : config.ru:1:in `<main>'
    """

  static let evaluated = """
    <internal:kernel>:307:in 'Integer': invalid value for Integer(): "x" (ArgumentError)
    \tfrom /app/config/ports.rb:5:in 'Ports.read'
    \tfrom /app/bin/worker:3:in '<main>'
    """

  /// For tests that must hold for any trace.
  static let all = [
    ruby, rubyNew, rubyLast, rails, railsCause, railsLogger, railsTags, rake, bundler, unicorn,
    evaluated,
  ]
}

extension SampleRubyTraces {
  /// A megabyte each, to keep a reader busy.
  static let huge = [
    String(repeating: "a.rb:1:in `", count: 90_000),
    String(repeating: "\tfrom a.rb:1:in `f'\n", count: 50_000),
    String(repeating: "A (x\na.rb:1:in `f'\n", count: 50_000),
    "a.rb:1:in `f': x (A)\n" + String(repeating: "a.rb:1:in `f': x (A)\n", count: 50_000),
    "a.rb:1:in `f'" + String(repeating: ": ", count: 400_000) + "(A)",
    String(repeating: "A::", count: 300_000),
    String(repeating: "(", count: 1_000_000),
    String(repeating: "[a] ", count: 250_000),
    String(repeating: "F, [a] FATAL -- : ", count: 60_000),
    String(repeating: "Caused by:\n", count: 80_000) + "A::B: x\na.rb:1:in `f'",
    "A::B: x\na.rb:1:in `f'\n"
      + String(repeating: "Caused by:\nA::B: x\na.rb:1:in `f'\n", count: 30_000),
  ]
}
