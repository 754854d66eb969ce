//! TLS for [`HttpTransport`](super::HttpTransport): rustls, trusting what the platform trusts.
//!
//! The cryptography is that of the provider that the program installed, or else of aws-lc-rs. That
//! is the default of rustls and of reqwest, so a program that relies on the default of either still
//! has exactly one provider after sapo is added. Nothing is installed process-wide.

use std::sync::Arc;

use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

use super::TransportError;

/// A client certificate chain and its key.
pub(super) struct Identity {
    pub(super) chain: Vec<CertificateDer<'static>>,
    pub(super) key: PrivateKeyDer<'static>,
}

/// The certificates in a PEM text.
pub(super) fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, TransportError> {
    let certificates: Vec<_> = CertificateDer::pem_slice_iter(pem)
        .collect::<Result<_, _>>()
        .map_err(|error| setup("certificate", &error))?;
    if certificates.is_empty() {
        return Err(TransportError::Setup(
            "the PEM text holds no certificate".to_owned(),
        ));
    }
    Ok(certificates)
}

/// The certificate chain and the private key in a PEM text.
pub(super) fn identity(pem: &[u8]) -> Result<Identity, TransportError> {
    Ok(Identity {
        chain: certificates(pem)?,
        key: PrivateKeyDer::from_pem_slice(pem).map_err(|error| setup("private key", &error))?,
    })
}

/// The configuration that trusts the platform's roots and `extra_roots`.
pub(super) fn config(
    extra_roots: Vec<CertificateDer<'static>>,
    identity: Option<Identity>,
) -> Result<ClientConfig, TransportError> {
    let provider = CryptoProvider::get_default().cloned();
    let provider = provider.unwrap_or_else(|| Arc::new(aws_lc_rs::default_provider()));
    let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| setup("TLS", &error))?;
    let trusts_others = !extra_roots.is_empty();
    let config = match Verifier::new_with_extra_roots(extra_roots, provider) {
        Ok(verifier) => config
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier)),
        Err(error) if trusts_others => return Err(setup("root certificate", &error)),
        Err(error) => {
            // A container without a certificate store still speaks plain HTTP.
            tracing::warn!(%error, "without root certificates no TLS server is trusted");
            config.with_root_certificates(RootCertStore::empty())
        }
    };
    match identity {
        Some(Identity { chain, key }) => config
            .with_client_auth_cert(chain, key)
            .map_err(|error| setup("client certificate", &error)),
        None => Ok(config.with_no_client_auth()),
    }
}

fn setup(what: &str, error: &dyn std::error::Error) -> TransportError {
    TransportError::Setup(format!("{what}: {error}"))
}
