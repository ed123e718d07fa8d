require "base64"
require "digest"
require "oauth2"
require "securerandom"
require "webrick"

client = OAuth2::Client.new(
  ENV["CLIENT_ID"],
  ENV["CLIENT_SECRET"],
  site: ENV["ISSUER"],
  authorize_url: "/authorize",
  token_url: "/token",
)
switched = !ENV["SWITCHED"].empty?
verifier = SecureRandom.urlsafe_base64(32)
challenge = Base64.urlsafe_encode64(Digest::SHA256.digest(verifier), padding: false)
uri = ENV["REDIRECT_URI"]

server = WEBrick::HTTPServer.new(BindAddress: "localhost", Port: ENV["PORT"].to_i, AccessLog: [])
server.mount_proc("/") { |_request, response| response.body = "My application" }
server.mount_proc("/login") do |_request, response|
  proof = switched ? { code_challenge: challenge, code_challenge_method: "S256" } : {}
  url = client.auth_code.authorize_url(redirect_uri: uri, scope: ENV["SCOPE"], **proof)
  response.set_redirect(WEBrick::HTTPStatus::Found, url)
end
server.mount_proc("/callback") do |request, response|
  code = request.query["code"] or raise "Authorization failed: #{request.query["error"]}"
  proof = switched ? { code_verifier: verifier } : {}
  token = client.auth_code.get_token(code, redirect_uri: uri, **proof)
  response.body = "Signed in as #{token.get("/userinfo").parsed["name"]}"
end
trap("TERM") { server.shutdown }
server.start
