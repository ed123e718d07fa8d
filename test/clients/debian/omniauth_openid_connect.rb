require "omniauth_openid_connect"
require "rack"
require "rack/handler/webrick"

# Its discovery wants https, also on the developer's own machine.
SWD.url_builder = URI::HTTP
OmniAuth.config.allowed_request_methods = [:get]
OmniAuth.config.silence_get_warning = true
site = Rack::Builder.new do
  use Rack::Session::Cookie, secret: "a-secret-for-cookies-that-is-long-enough"
  use OmniAuth::Builder do
    provider :openid_connect,
             name: :candor,
             scope: ENV["SCOPE"].split.map(&:to_sym),
             response_type: :code,
             issuer: ENV["ISSUER"],
             discovery: true,
             client_options: {
               identifier: ENV["CLIENT_ID"],
               secret: ENV["CLIENT_SECRET"],
               redirect_uri: ENV["REDIRECT_URI"],
             }
  end
  run(lambda do |env|
    user = env["omniauth.auth"]
    text = user ? "Signed in as #{user.info.name}" : "My application #{env["QUERY_STRING"]}"
    [200, { "content-type" => "text/plain" }, [text]]
  end)
end
Rack::Handler::WEBrick.run(site, Host: "localhost", Port: ENV["PORT"].to_i, AccessLog: [])
