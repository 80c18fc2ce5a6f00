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

  static let all = [ruby, rubyNew, rubyLast, rails, railsCause]
}
