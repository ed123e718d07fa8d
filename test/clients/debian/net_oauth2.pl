use Mojolicious::Lite -signatures;
use JSON qw(decode_json);
use Net::OAuth2::Profile::WebServer;

app->mode('production');
app->log->level('error');

my $client = Net::OAuth2::Profile::WebServer->new(
  client_id        => $ENV{CLIENT_ID},
  client_secret    => $ENV{CLIENT_SECRET},
  site             => $ENV{ISSUER},
  authorize_path   => '/authorize',
  access_token_path => '/token',
  scope            => $ENV{SCOPE},
  redirect_uri     => $ENV{REDIRECT_URI},
);

get '/'      => sub ($c) { $c->render(text => 'My application') };
get '/login' => sub ($c) { $c->redirect_to($client->authorize) };

get '/callback' => sub ($c) {
  my $code = $c->param('code') // die 'Authorization failed: ' . $c->param('error');
  my $token = $client->get_access_token($code);
  my $user  = decode_json($token->get("$ENV{ISSUER}/userinfo")->content);
  $c->render(text => "Signed in as $user->{name}");
};

app->start('daemon', '-l', "http://localhost:$ENV{PORT}");
