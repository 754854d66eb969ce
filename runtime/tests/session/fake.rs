//! A service in memory with sessions: `/login`, `/alive`, `/act-as/NAME`, `/who` and `/call`.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{COOKIE, SET_COOKIE};
use http::{Request, Response, StatusCode, Uri};
use sapo::session::{
    Allowance, Authenticated, BoxFuture, Clock, Environment, Failure, Key, Policy, Protocol,
    Quarantine, Quota, TrustedHosts, Verdict,
};
use sapo::{Secret, Transport, TransportError};

pub(crate) const HOST: &str = "https://api.example.com";

/// The password is what the fake compares; who has it may act as anyone.
pub(crate) const PASSWORD: &str = "correct horse";

#[derive(Debug, Default)]
pub(crate) struct Server {
    pub(crate) state: Mutex<State>,
    pub(crate) clock: TestClock,
}

#[derive(Debug, Default)]
pub(crate) struct State {
    /// Whom each live session acts as.
    pub(crate) sessions: HashMap<String, String>,
    opened: usize,
    pub(crate) counts: BTreeMap<String, usize>,
    /// Ends all sessions after so many more calls.
    pub(crate) kill_after: Option<usize>,
    /// Says no to calls of sessions that are alive.
    pub(crate) refuse_calls: usize,
    /// Cannot be reached.
    pub(crate) down: bool,
    pub(crate) quarantine: Option<SystemTime>,
    /// The requests that are left, and when there are more.
    pub(crate) allowance: Option<(u64, SystemTime)>,
    pub(crate) requests: Vec<Request<Bytes>>,
}

impl Server {
    pub(crate) fn new() -> Arc<Self> {
        Arc::default()
    }

    /// A session at this server, acting as `identity`, in no store.
    pub(crate) fn session(self: &Arc<Self>, identity: &str) -> Session {
        self.session_in(identity, self.environment())
    }

    pub(crate) fn session_in(
        self: &Arc<Self>,
        identity: &str,
        environment: Environment<Arc<Self>>,
    ) -> Session {
        Authenticated::new(Fake::new(identity), key(identity), environment)
    }

    pub(crate) fn environment(self: &Arc<Self>) -> Environment<Arc<Self>> {
        let hosts: TrustedHosts = ["api.example.com", "services.example.com"]
            .into_iter()
            .collect();
        Environment::new(Arc::clone(self), hosts)
            .with_clock(Arc::new(self.clock.clone()))
            .with_quota(Quota::unpaced())
            .with_policy(Policy::default())
    }

    pub(crate) fn count(&self, what: &str) -> usize {
        let state = self.state.lock().unwrap();
        state.counts.get(what).copied().unwrap_or_default()
    }

    pub(crate) fn kill(&self) {
        self.state.lock().unwrap().sessions.clear();
    }

    pub(crate) fn last_cookie(&self) -> Option<String> {
        let state = self.state.lock().unwrap();
        let cookie = state.requests.last()?.headers().get(COOKIE)?;
        Some(cookie.to_str().unwrap().to_owned())
    }
}

impl State {
    fn answer(&mut self, request: &Request<Bytes>, now: SystemTime) -> Response<Bytes> {
        let path = request.uri().path().trim_start_matches('/');
        let (operation, argument) = path.split_once('/').unwrap_or((path, ""));
        *self.counts.entry(operation.to_owned()).or_default() += 1;
        if let Some(end) = self.quarantine
            && now < end
        {
            let seconds = end.duration_since(SystemTime::UNIX_EPOCH).unwrap();
            return reply(
                StatusCode::TOO_MANY_REQUESTS,
                &seconds.as_secs().to_string(),
            );
        }
        let cookie = request.headers().get(COOKIE).map(|c| c.to_str().unwrap());
        let id = cookie
            .and_then(|cookie| {
                cookie
                    .split("; ")
                    .find_map(|pair| pair.strip_prefix("token="))
            })
            .unwrap_or_default()
            .to_owned();
        match operation {
            "login" => {
                let body = std::str::from_utf8(request.body()).unwrap();
                let Some(identity) = body.strip_prefix(&format!("{PASSWORD}\n")) else {
                    return reply(StatusCode::OK, "");
                };
                self.opened += 1;
                let id = format!("session-{}", self.opened);
                // As ASMX may do, it starts as somebody else.
                let starts_as = if identity == "moved" {
                    "default"
                } else {
                    identity
                };
                self.sessions.insert(id.clone(), starts_as.to_owned());
                reply(StatusCode::OK, &id)
            }
            "alive" => reply(StatusCode::OK, &self.sessions.contains_key(&id).to_string()),
            _ => {
                if operation == "call"
                    && let Some(left) = &mut self.kill_after
                {
                    if *left == 0 {
                        self.sessions.clear();
                        self.kill_after = None;
                    } else {
                        *left -= 1;
                    }
                }
                let Some(identity) = self.sessions.get_mut(&id) else {
                    return reply(StatusCode::UNAUTHORIZED, "who are you?");
                };
                match operation {
                    "call" if self.refuse_calls > 0 => {
                        self.refuse_calls -= 1;
                        reply(StatusCode::UNAUTHORIZED, "not you")
                    }
                    "act-as" if argument == "blocked" => reply(StatusCode::OK, "false"),
                    "act-as" => {
                        argument.clone_into(identity);
                        reply(StatusCode::OK, "true")
                    }
                    _ => reply(StatusCode::OK, &identity.clone()),
                }
            }
        }
    }
}

fn reply(status: StatusCode, body: &str) -> Response<Bytes> {
    Response::builder()
        .status(status)
        // As ASP.NET does it: a cookie comes with everything, and proves nothing.
        .header(SET_COOKIE, "token=planted; path=/")
        .header(SET_COOKIE, "balancer=7")
        .body(Bytes::from(body.to_owned()))
        .unwrap()
}

impl Transport for Server {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        // Others get their turn before the server acts and before its answer arrives.
        tokio::task::yield_now().await;
        let response = {
            let mut state = self.state.lock().unwrap();
            if state.down {
                return Err(TransportError::Connect {
                    host: "api.example.com".to_owned(),
                    source: "down".into(),
                });
            }
            let mut response = state.answer(&request, self.clock.now());
            if let Some((remaining, reset)) = state.allowance {
                let reset = reset.duration_since(SystemTime::UNIX_EPOCH).unwrap();
                let headers = response.headers_mut();
                headers.insert("remaining", remaining.into());
                headers.insert("reset", reset.as_secs().into());
            }
            state.requests.push(request);
            response
        };
        for _ in 0..3 {
            tokio::task::yield_now().await;
        }
        Ok(response)
    }
}

pub(crate) type Session = Authenticated<Fake, Arc<Server>>;

/// Logs in with a password and acts as one identity.
#[derive(Debug)]
pub(crate) struct Fake {
    pub(crate) password: Secret<String>,
    pub(crate) identity: String,
    pub(crate) reissues: AtomicBool,
}

impl Fake {
    pub(crate) fn new(identity: &str) -> Self {
        Self {
            password: PASSWORD.into(),
            identity: identity.to_owned(),
            reissues: AtomicBool::new(false),
        }
    }
}

impl Protocol for Fake {
    fn cookie(&self) -> &str {
        "token"
    }

    async fn log_in<T: Transport>(&self, transport: T) -> Result<Secret<String>, Failure> {
        let body = format!("{}\n{}", self.password.expose(), self.identity);
        let id = post(&transport, &format!("{HOST}/login"), body).await?;
        if id.is_empty() {
            return Err(Failure::refused("wrong password"));
        }
        Ok(id.into())
    }

    async fn is_alive<T: Transport>(
        &self,
        transport: T,
        _: &sapo::Secret<String>,
    ) -> Result<bool, Failure> {
        Ok(post(&transport, &format!("{HOST}/alive"), String::new()).await? == "true")
    }

    async fn settle<T: Transport>(&self, transport: T) -> Result<(), Failure> {
        let who = post(&transport, &format!("{HOST}/who"), String::new()).await?;
        if who == self.identity {
            return Ok(());
        }
        let url = format!("{HOST}/act-as/{}", self.identity);
        match post(&transport, &url, String::new()).await?.as_str() {
            "true" => Ok(()),
            _ => Err(Failure::refused(format!("{} is blocked", self.identity))),
        }
    }

    fn verdict(&self, response: &Response<Bytes>) -> Verdict {
        match response.status() {
            StatusCode::UNAUTHORIZED => Verdict::Unauthenticated,
            StatusCode::TOO_MANY_REQUESTS => {
                let seconds = std::str::from_utf8(response.body()).unwrap().parse().ok();
                Verdict::Quarantined(Quarantine {
                    exceeded_by: Some(3),
                    ends_at: seconds.map(|s| SystemTime::UNIX_EPOCH + Duration::from_secs(s)),
                    message: "too many".to_owned(),
                })
            }
            _ => Verdict::Accepted,
        }
    }

    fn allowance(&self, response: &Response<Bytes>) -> Option<Allowance> {
        let number = |name| response.headers().get(name)?.to_str().ok()?.parse().ok();
        Some(Allowance {
            remaining: number("remaining")?,
            resets_at: number("reset").map(|s| SystemTime::UNIX_EPOCH + Duration::from_secs(s)),
        })
    }

    fn reissued(&self, _: &Response<Bytes>) -> Option<Secret<String>> {
        self.reissues
            .load(Ordering::Relaxed)
            .then(|| "reissued".into())
    }
}

pub(crate) fn key(identity: &str) -> Key {
    Key::new(HOST, "app", "anna@example.com").with_identity(identity)
}

async fn post(transport: &impl Transport, url: &str, body: String) -> Result<String, sapo::Error> {
    let request = Request::post(Uri::try_from(url).unwrap())
        .body(Bytes::from(body))
        .unwrap();
    let response = transport.send(request).await?;
    let body = String::from_utf8(response.body().to_vec()).unwrap();
    if response.status() != StatusCode::OK {
        return Err(sapo::Error::Status {
            status: response.status().as_u16(),
            excerpt: body,
        });
    }
    Ok(body)
}

/// Makes a call, and gives whom the session acted as.
pub(crate) async fn call(session: &Session) -> Result<String, sapo::Error> {
    post(session, &format!("{HOST}/call"), "the body".to_owned()).await
}

/// A clock that tests set, and that sleeping sets forward.
#[derive(Debug, Clone)]
pub(crate) struct TestClock(Arc<Mutex<SystemTime>>);

impl Default for TestClock {
    fn default() -> Self {
        let noon = SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000);
        Self(Arc::new(Mutex::new(noon)))
    }
}

impl TestClock {
    pub(crate) fn advance(&self, time: Duration) {
        *self.0.lock().unwrap() += time;
    }

    pub(crate) fn set_back(&self, time: Duration) {
        *self.0.lock().unwrap() -= time;
    }
}

impl Clock for TestClock {
    fn now(&self) -> SystemTime {
        *self.0.lock().unwrap()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        self.advance(time);
        Box::pin(tokio::task::yield_now())
    }
}
