-- wrk's side of the measurement: each request is another account's code. wrk's threads share nothing, so each
-- has a file of its own. Arguments: the API key, the path of those files without its number.
local threads = 0

function setup(thread)
    thread:set("number", threads)
    threads = threads + 1
end

function init(arguments)
    headers = {
        ["Authorization"] = "Bearer " .. arguments[1],
        ["Content-Type"] = "application/json",
    }
    bodies = {}
    for line in io.lines(arguments[2] .. "." .. number) do
        bodies[#bodies + 1] = line
    end
    next_body = 0
end

function request()
    next_body = next_body + 1
    local body = bodies[next_body]
    if body == nil then
        -- No unused code is left. What was measured so far stands; the rest would be wrong codes.
        wrk.thread:stop()
        body = "{}"
    end
    return wrk.format("POST", "/api/v1/verify", headers, body)
end
