# jq's part of the answer: service and message of every hit, for the script beside it to count.
# One alternation is faster than `contains` for each literal; reading the JSON is most of it.
(.textPayload // .jsonPayload.message) as $message
| select($message | strings | test($literals))
| [(.resource.labels | .service_name // .container_name), $message]
