//! Client of the Authenticate service.
