# A Rails application with Doorkeeper and its OpenID Connect extension: both initializers as their generators make them, filled in.

require "logger"
require "rails"
require "active_record/railtie"
require "action_controller/railtie"
require "doorkeeper"
require "doorkeeper/openid_connect"

ORIGIN = ENV.fetch("ORIGIN")

class App < Rails::Application
  config.root = __dir__
  config.load_defaults 6.1
  config.eager_load = false
  config.secret_key_base = "a-key-of-the-check-that-is-long-enough-for-rails-to-be-content"
  config.hosts << "localhost"
  config.logger = Logger.new($stderr, level: Logger::WARN)
end

Doorkeeper.configure do
  orm :active_record
  resource_owner_authenticator do
    User.find_by(id: session[:user_id]) || redirect_to(main_app.sign_in_url(to: request.fullpath))
  end
  default_scopes :read
  optional_scopes :openid, :write
  enforce_configured_scopes
  use_refresh_token
  grant_flows %w[authorization_code client_credentials]
end

Doorkeeper::OpenidConnect.configure do
  issuer ORIGIN
  signing_key ENV.fetch("RSA_KEY")
  subject_types_supported [:public]
  resource_owner_from_access_token { |token| User.find_by(id: token.resource_owner_id) }
  auth_time_from_resource_owner { |user| user.signed_in_at }
  reauthenticate_resource_owner do |_user, return_to|
    session.delete(:user_id)
    redirect_to main_app.sign_in_url(to: return_to)
  end
  protocol { :http }
  subject { |user, _application| user.id }
end

App.initialize!

class User < ActiveRecord::Base
end

class SessionsController < ActionController::Base
  protect_from_forgery with: :exception

  FORM = <<~HTML
    <form method="post"><input type="hidden" name="authenticity_token" value="<%= form_authenticity_token %>">
    <input name="username"><input name="password" type="password"><button>Sign in</button></form>
  HTML

  before_action { response.headers["Cache-Control"] = "no-store" }

  def new
    render inline: FORM
  end

  def create
    user = User.find_by(username: params[:username], password: params[:password])
    return render(inline: FORM, status: :unprocessable_entity) if user.nil?

    to = params[:to]
    reset_session
    session[:user_id] = user.id
    user.update!(signed_in_at: Time.current)
    redirect_to to, status: :see_other
  end
end

App.routes.draw do
  use_doorkeeper
  use_doorkeeper_openid_connect
  get "sign-in", to: "sessions#new", as: :sign_in
  post "sign-in", to: "sessions#create"
end

# What the generators' migrations make, with the one for PKCE.
ActiveRecord::Schema.define do
  create_table :users do |t|
    t.string :username
    t.string :password
    t.datetime :signed_in_at
  end

  create_table :oauth_applications do |t|
    t.string :name, null: false
    t.string :uid, null: false
    t.string :secret, null: false
    t.text :redirect_uri
    t.string :scopes, null: false, default: ""
    t.boolean :confidential, null: false, default: true
    t.timestamps null: false
  end
  add_index :oauth_applications, :uid, unique: true

  create_table :oauth_access_grants do |t|
    t.references :resource_owner, null: false
    t.references :application, null: false
    t.string :token, null: false
    t.integer :expires_in, null: false
    t.text :redirect_uri, null: false
    t.datetime :created_at, null: false
    t.datetime :revoked_at
    t.string :scopes, null: false, default: ""
    t.string :code_challenge
    t.string :code_challenge_method
  end
  add_index :oauth_access_grants, :token, unique: true

  create_table :oauth_access_tokens do |t|
    t.references :resource_owner, index: true
    t.references :application, null: false
    t.string :token, null: false
    t.string :refresh_token
    t.integer :expires_in
    t.datetime :revoked_at
    t.datetime :created_at, null: false
    t.string :scopes
    t.string :previous_refresh_token, null: false, default: ""
  end
  add_index :oauth_access_tokens, :token, unique: true
  add_index :oauth_access_tokens, :refresh_token, unique: true

  create_table :oauth_openid_requests do |t|
    t.references :access_grant, null: false, index: true
    t.string :nonce, null: false
  end
  add_foreign_key :oauth_openid_requests, :oauth_access_grants, column: :access_grant_id, on_delete: :cascade
end

User.create!(JSON.parse(ENV.fetch("USER_JSON")).merge(signed_in_at: Time.current))
JSON.parse(ENV.fetch("CLIENTS_JSON")).each { |client| Doorkeeper::Application.create!(client) }

run App
