require "omniauth-oauth2"
require "rack"
require "rack/handler/webrick"

# The strategy that the library's README has its users write.
class Candor < OmniAuth::Strategies::OAuth2
  option :name, "candor"
  option :client_options, site: ENV["ISSUER"], authorize_url: "/authorize", token_url: "/token"
  uid { raw_info["sub"] }
  info { { name: raw_info["name"] } }

  def raw_info
    @raw_info ||= access_token.get("/userinfo").parsed
  end

  def callback_url
    full_host + callback_path
  end
end

OmniAuth.config.allowed_request_methods = [:get]
OmniAuth.config.silence_get_warning = true
site = Rack::Builder.new do
  use Rack::Session::Cookie, secret: "a-secret-for-cookies-that-is-long-enough"
  use OmniAuth::Builder do
    provider Candor, ENV["CLIENT_ID"], ENV["CLIENT_SECRET"], scope: ENV["SCOPE"], pkce: !ENV["SWITCHED"].empty?
  end
  run(lambda do |env|
    user = env["omniauth.auth"]
    text = user ? "Signed in as #{user.info.name}" : "My application #{env["QUERY_STRING"]}"
    [200, { "content-type" => "text/plain" }, [text]]
  end)
end
Rack::Handler::WEBrick.run(site, Host: "localhost", Port: ENV["PORT"].to_i, AccessLog: [])
