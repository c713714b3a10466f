using System.Collections.Immutable;
using static Cleak.Analysis.ModelLanguage;

namespace Cleak.Analysis;

/// <summary>
/// OpenSSL 3: its allocator, which the OPENSSL_malloc macros call, and objects with one owner unless <c>X_up_ref</c> says
/// otherwise: that keeps them, so that nothing is said of their end.
/// </summary>
public static class OpenSsl
{
    private const string Family = "OPENSSL_malloc";

    public static ImmutableArray<FunctionModel> Models { get; } =
    [
        // Memory: file and line come last
        Allocates("CRYPTO_malloc", size: 0, family: Family),
        AllocatesZeroed("CRYPTO_zalloc", size: 0, family: Family),
        Reallocates("CRYPTO_realloc", block: 0, size: 1, family: Family),
        Reallocates("CRYPTO_clear_realloc", block: 0, size: 2, family: Family),
        DuplicatesString("CRYPTO_strdup", 0, family: Family),
        DuplicatesString("CRYPTO_strndup", 0, limit: 1, family: Family),
        DuplicatesBytes("CRYPTO_memdup", source: 0, size: 1, family: Family),
        Frees("CRYPTO_free", 0, Family),
        Frees("CRYPTO_clear_free", 0, Family),
        Allocates("CRYPTO_secure_malloc", size: 0, family: "OPENSSL_secure_malloc"),
        AllocatesZeroed("CRYPTO_secure_zalloc", size: 0, family: "OPENSSL_secure_malloc"),
        Frees("CRYPTO_secure_free", 0, "OPENSSL_secure_malloc"),
        Frees("CRYPTO_secure_clear_free", 0, "OPENSSL_secure_malloc"),
        Does("OPENSSL_cleanse").Writes(0, bytes: 1),
        Does("CRYPTO_memcmp").ReadsBytes(0, bytes: 2).ReadsBytes(1, bytes: 2).Compares(),

        // Objects
        .. Object("SSL_CTX"),
        .. Object("SSL"),
        .. Object("BIO"),
        .. Object("BIO_METHOD", "BIO_meth_new", "BIO_meth_free"),
        .. Object("X509"),
        .. Object("X509_STORE"),
        .. Object("X509_STORE_CTX"),
        .. Object("X509_NAME"),
        .. Object("X509_REQ"),
        .. Object("X509_CRL"),
        .. Object("EVP_MD_CTX"),
        .. Object("EVP_CIPHER_CTX"),
        .. Object("EVP_PKEY"),
        .. Object("EVP_PKEY_CTX"),
        .. Object("EVP_ENCODE_CTX"),
        .. Object("EVP_MAC_CTX"),
        .. Object("HMAC_CTX"),
        .. Object("BN_CTX"),
        .. Object("BIGNUM", "BN_new", "BN_free"),
        .. Object("RSA"),
        .. Object("DSA"),
        .. Object("DH"),
        .. Object("EC_KEY"),
        .. Object("EC_POINT"),
        .. Object("CONF", "NCONF_new", "NCONF_free"),
        .. Object("SSL_CONF_CTX"),
        Does("BIO_free_all").Releases(0, "BIO", orNull: true).AllocatesInside(),
        Does("BIO_vfree").Releases(0, "BIO", orNull: true).AllocatesInside(),
        Does("BN_clear_free").Releases(0, "BIGNUM", orNull: true).AllocatesInside(),
        Does("EC_POINT_clear_free").Releases(0, "EC_POINT", orNull: true).AllocatesInside(),
        Acquires("BIO_new_mem_buf", "BIO").Keeps(0).AllocatesInside(),
        Acquires("BIO_new_file", "BIO").Reads(0, 1).AllocatesInside(),
        Acquires("BIO_new_fp", "BIO").Keeps(0).AllocatesInside(),
        Acquires("BIO_new_socket", "BIO").Keeps(0).AllocatesInside(),
        Acquires("BN_dup", "BIGNUM").AllocatesInside(),
        Acquires("X509_dup", "X509").AllocatesInside(),
        Acquires("SSL_get1_session", "SSL_SESSION").AllocatesInside(),
        Does("SSL_SESSION_free").Releases(0, "SSL_SESSION", orNull: true).AllocatesInside(),
        Acquires("SSL_get1_peer_certificate", "X509").AllocatesInside(),

        // What takes an object over: "set0", "add0", push, and a BIO given to a connection
        Does("SSL_set_bio").Reads(0).Keeps(1, 2),
        Does("SSL_set0_rbio").Reads(0).Keeps(1),
        Does("SSL_set0_wbio").Reads(0).Keeps(1),
        Does("BIO_push").Keeps(0, 1),
        Does("BIO_set_data").Reads(0).Keeps(1),
        Does("SSL_CTX_set_cert_store").Reads(0).Keeps(1),
        ReturnsTruth("EVP_PKEY_assign").Reads(0).KeepsOnSuccess(2),
        ReturnsTruth("RSA_set0_key").Reads(0).Keeps(1, 2, 3),
        ReturnsTruth("CRYPTO_set_ex_data").Updates(0).Keeps(2).AllocatesInside(),
        ReturnsTruth("SSL_set_ex_data").Reads(0).Keeps(2).AllocatesInside(),
        ReturnsTruth("SSL_CTX_set_ex_data").Reads(0).Keeps(2).AllocatesInside(),
        .. SharedOwners("SSL_CTX", "SSL", "BIO", "X509", "X509_STORE", "EVP_PKEY", "RSA", "DSA", "DH", "EC_KEY", "SSL_SESSION", "X509_CRL"),

        // Input and output
        Does("SSL_read").Reads(0).Writes(1, bytes: 2).AllocatesInside(),
        Does("SSL_peek").Reads(0).Writes(1, bytes: 2).AllocatesInside(),
        Does("SSL_write").Reads(0).ReadsBytes(1, bytes: 2).AllocatesInside(),
        ReturnsTruth("SSL_read_ex").Reads(0).Writes(1, bytes: 2).Writes(3).AllocatesInside(),
        ReturnsTruth("SSL_write_ex").Reads(0).ReadsBytes(1, bytes: 2).Writes(3).AllocatesInside(),
        Does("BIO_read").Writes(1, bytes: 2).AllocatesInside(),
        Does("BIO_write").ReadsBytes(1, bytes: 2).AllocatesInside(),
        Returns("RAND_bytes", -1, 1).Writes(0, bytes: 1).AllocatesInside(),
        Returns("RAND_priv_bytes", -1, 1).Writes(0, bytes: 1).AllocatesInside(),
    ];

    private static FunctionModel[] Object(string type, string? create = null, string? destroy = null) =>
    [
        Acquires(create ?? type + "_new", type).AllocatesInside(),
        Does(destroy ?? type + "_free").Releases(0, type, orNull: true).AllocatesInside(),
    ];

    private static IEnumerable<FunctionModel> SharedOwners(params string[] types) =>
        types.Select(type => Does(type + "_up_ref").Reads(0).Keeps(0));
}
