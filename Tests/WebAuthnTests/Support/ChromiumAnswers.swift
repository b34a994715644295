import Testing

@testable import WebAuthn

/// What Chromium 156 said with its virtual authenticators (`toJSON()`), on http://localhost:45235.
///
/// The challenges were the bytes 1 to 32 and 33 to 64, the user handle 9 8 7 6. Attestation was asked for directly,
/// except in the first.
enum ChromiumAnswers {
    struct Pair: Sendable, CustomTestStringConvertible {
        let name: String
        let registration: String
        let authentication: String
        let format: String
        let type: AttestationType
        let isVerified: Bool

        var testDescription: String { name }
    }

    static let all = [es256, eddsa, rs256, securityKey, u2f]

    private static let es256 = Pair(
        name: "ES256 passkey",
        registration: #"""
            {"authenticatorAttachment":"platform","clientExtensionResults":{"credProps":{"rk":true}},"id":"U0HZP\#
            ok6W6hD5a4WoQ2YHCDpv7xQTCh7yJI3iQwO6tI","rawId":"U0HZPok6W6hD5a4WoQ2YHCDpv7xQTCh7yJI3iQwO6tI","respo\#
            nse":{"attestationObject":"o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVikSZYN5YgOjGh0NBcPZHZgW4_krrmihjLHm\#
            VzzuoMdl2NFAAAAAQECAwQFBgcIAQIDBAUGBwgAIFNB2T6JOluoQ-WuFqENmBwg6b-8UEwoe8iSN4kMDurSpQECAyYgASFYIIul-\#
            wShhT1Q02bVOMWd91ypyc_UufvvVn3j9cbZk5LFIlggCluKI_bs4306LMyME4GTV96PbmPtl7g1-Gg4ZHkasC8","authenticat\#
            orData":"SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2NFAAAAAQECAwQFBgcIAQIDBAUGBwgAIFNB2T6JOluoQ-WuFqE\#
            NmBwg6b-8UEwoe8iSN4kMDurSpQECAyYgASFYIIul-wShhT1Q02bVOMWd91ypyc_UufvvVn3j9cbZk5LFIlggCluKI_bs4306LMy\#
            ME4GTV96PbmPtl7g1-Gg4ZHkasC8","clientDataJSON":"eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoi\#
            QVFJREJBVUdCd2dKQ2dzTURRNFBFQkVTRXhRVkZoY1lHUm9iSEIwZUh5QSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6NDUy\#
            MzUiLCJjcm9zc09yaWdpbiI6ZmFsc2V9","publicKey":"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEi6X7BKGFPVDTZtU4x\#
            Z33XKnJz9S5--9WfeP1xtmTksUKW4oj9uzjfToszIwTgZNX3o9uY-2XuDX4aDhkeRqwLw","publicKeyAlgorithm":-7,"tran\#
            sports":["internal"]},"type":"public-key"}
            """#,
        authentication: #"""
            {"authenticatorAttachment":"platform","clientExtensionResults":{},"id":"U0HZPok6W6hD5a4WoQ2YHCDpv7xQ\#
            TCh7yJI3iQwO6tI","rawId":"U0HZPok6W6hD5a4WoQ2YHCDpv7xQTCh7yJI3iQwO6tI","response":{"authenticatorDat\#
            a":"SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg","clientDataJSON":"eyJ0eXBlIjoid2ViYXV0aG4uZ2\#
            V0IiwiY2hhbGxlbmdlIjoiSVNJakpDVW1KeWdwS2lzc0xTNHZNREV5TXpRMU5qYzRPVG83UEQwLVAwQSIsIm9yaWdpbiI6Imh0dH\#
            A6Ly9sb2NhbGhvc3Q6NDUyMzUiLCJjcm9zc09yaWdpbiI6ZmFsc2V9","signature":"MEUCIHyaxWQ0ocVDiUGAiQBey7wl7qR\#
            deqJR6d0mwjUhruFFAiEA-JpWwjeeUgz5LCvAQgJ_C2CA47P8XN2GXLnHVTvA0UU","userHandle":"CQgHBg"},"type":"pub\#
            lic-key"}
            """#,
        format: "none",
        type: .none,
        isVerified: true
    )

    private static let eddsa = Pair(
        name: "EdDSA passkey",
        registration: #"""
            {"authenticatorAttachment":"platform","clientExtensionResults":{"credProps":{"rk":true}},"id":"tY_Cd\#
            wEkdaKp3aRjuKkjeLw-fE39jnDOzLtEL7aHNCc","rawId":"tY_CdwEkdaKp3aRjuKkjeLw-fE39jnDOzLtEL7aHNCc","respo\#
            nse":{"attestationObject":"o2NmbXRmcGFja2VkZ2F0dFN0bXSjY2FsZyZjc2lnWEcwRQIhANkX-bvmnJrZOm0Y6QrsHrdzT\#
            kFNEetmOprzEoOG_vLBAiA4TgyoGN0tPYcmeaIxFhzkX4sCW73pAzJ4mwOWunuQsGN4NWOBWQHYMIIB1DCCAXqgAwIBAgIBATAKB\#
            ggqhkjOPQQDAjBgMQswCQYDVQQGEwJVUzERMA8GA1UECgwIQ2hyb21pdW0xIjAgBgNVBAsMGUF1dGhlbnRpY2F0b3IgQXR0ZXN0Y\#
            XRpb24xGjAYBgNVBAMMEUJhdGNoIENlcnRpZmljYXRlMB4XDTE3MDcxNDAyNDAwMFoXDTQ2MTExNzA1MTEyN1owYDELMAkGA1UEB\#
            hMCVVMxETAPBgNVBAoMCENocm9taXVtMSIwIAYDVQQLDBlBdXRoZW50aWNhdG9yIEF0dGVzdGF0aW9uMRowGAYDVQQDDBFCYXRja\#
            CBDZXJ0aWZpY2F0ZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABI1hfmXJUI5kvMVnOsgqZ5naPBRGaCwljEY__99Y39L6Pmw3i\#
            1PXlcSk3_tBme3Xhi8jq68CA7S4kRugVpmU4QGjJTAjMAwGA1UdEwEB_wQCMAAwEwYLKwYBBAGC5RwCAQEEBAMCAwgwCgYIKoZIz\#
            j0EAwIDSAAwRQIgGeYSTLQfec7jIzEOTfYLXTNouCjIK0pPQaOC7BHB5AMCIQC_VV7ae_SIlnJkBV-90WlHrHxQH7zFtaRY8wb4I\#
            8wQjWhhdXRoRGF0YViBSZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2NFAAAAAQECAwQFBgcIAQIDBAUGBwgAILWPwncBJ\#
            HWiqd2kY7ipI3i8PnxN_Y5wzsy7RC-2hzQnpAEBAycgBiFYIISvFQUsThMfGuuOT6OObPBmGcWtt4I3un2c1ZyetKt8","authen\#
            ticatorData":"SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2NFAAAAAQECAwQFBgcIAQIDBAUGBwgAILWPwncBJHWiqd\#
            2kY7ipI3i8PnxN_Y5wzsy7RC-2hzQnpAEBAycgBiFYIISvFQUsThMfGuuOT6OObPBmGcWtt4I3un2c1ZyetKt8","clientDataJ\#
            SON":"eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiQVFJREJBVUdCd2dKQ2dzTURRNFBFQkVTRXhRVkZoY1\#
            lHUm9iSEIwZUh5QSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6NDUyMzUiLCJjcm9zc09yaWdpbiI6ZmFsc2V9","publicK\#
            ey":"MCowBQYDK2VwAyEAhK8VBSxOEx8a645Po45s8GYZxa23gje6fZzVnJ60q3w","publicKeyAlgorithm":-8,"transport\#
            s":["internal"]},"type":"public-key"}
            """#,
        authentication: #"""
            {"authenticatorAttachment":"platform","clientExtensionResults":{},"id":"tY_CdwEkdaKp3aRjuKkjeLw-fE39\#
            jnDOzLtEL7aHNCc","rawId":"tY_CdwEkdaKp3aRjuKkjeLw-fE39jnDOzLtEL7aHNCc","response":{"authenticatorDat\#
            a":"SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg","clientDataJSON":"eyJ0eXBlIjoid2ViYXV0aG4uZ2\#
            V0IiwiY2hhbGxlbmdlIjoiSVNJakpDVW1KeWdwS2lzc0xTNHZNREV5TXpRMU5qYzRPVG83UEQwLVAwQSIsIm9yaWdpbiI6Imh0dH\#
            A6Ly9sb2NhbGhvc3Q6NDUyMzUiLCJjcm9zc09yaWdpbiI6ZmFsc2V9","signature":"bIt4r628vLzhjRfRWBjIqgCV6KjOKuM\#
            LBl6n6QiCi0u6UPjF3g5XS1Pc52qxbeETHzKqqhmC27K-Jq5MGynYBA","userHandle":"CQgHBg"},"type":"public-key"}
            """#,
        format: "packed",
        type: .basic,
        isVerified: true
    )

    private static let rs256 = Pair(
        name: "RS256 passkey",
        registration: #"""
            {"authenticatorAttachment":"platform","clientExtensionResults":{"credProps":{"rk":true}},"id":"CSoii\#
            Pn-43GcvekWAQNIvyzlC-rGICK_fz-veIWVxuM","rawId":"CSoiiPn-43GcvekWAQNIvyzlC-rGICK_fz-veIWVxuM","respo\#
            nse":{"attestationObject":"o2NmbXRmcGFja2VkZ2F0dFN0bXSjY2FsZyZjc2lnWEcwRQIhAMZoLJ7X6LVhdJ0JyZK-dxQTP\#
            wKu_cf9NOzFFXqE83vZAiBVvnAs-jK506r7A3afrEbiRiUAkNDiotjp_lS4kvv4E2N4NWOBWQHZMIIB1TCCAXqgAwIBAgIBATAKB\#
            ggqhkjOPQQDAjBgMQswCQYDVQQGEwJVUzERMA8GA1UECgwIQ2hyb21pdW0xIjAgBgNVBAsMGUF1dGhlbnRpY2F0b3IgQXR0ZXN0Y\#
            XRpb24xGjAYBgNVBAMMEUJhdGNoIENlcnRpZmljYXRlMB4XDTE3MDcxNDAyNDAwMFoXDTQ2MTExNzA1MTEyOFowYDELMAkGA1UEB\#
            hMCVVMxETAPBgNVBAoMCENocm9taXVtMSIwIAYDVQQLDBlBdXRoZW50aWNhdG9yIEF0dGVzdGF0aW9uMRowGAYDVQQDDBFCYXRja\#
            CBDZXJ0aWZpY2F0ZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABI1hfmXJUI5kvMVnOsgqZ5naPBRGaCwljEY__99Y39L6Pmw3i\#
            1PXlcSk3_tBme3Xhi8jq68CA7S4kRugVpmU4QGjJTAjMAwGA1UdEwEB_wQCMAAwEwYLKwYBBAGC5RwCAQEEBAMCAwgwCgYIKoZIz\#
            j0EAwIDSQAwRgIhANNcV2qoq4bHysMz0f_JKxHR9t37AYCS7MzTQnHt2nSOAiEAhHTtyyv-Q8GM5rqpLvzf4uOnHP8gcoRsXMxv9\#
            MIK11VoYXV0aERhdGFZAWdJlg3liA6MaHQ0Fw9kdmBbj-SuuaKGMseZXPO6gx2XY0UAAAABAQIDBAUGBwgBAgMEBQYHCAAgCSoii\#
            Pn-43GcvekWAQNIvyzlC-rGICK_fz-veIWVxuOkAQMDOQEAIFkBALysDtAxRFO2M__z0893UdJyd4P_ef6nLOon4xEp4rwXRjEu5\#
            OF9gleUbGkhlGiKScWHHiXCvnixuoJ1nZ-w-fhU7chlRxdY5XW6oXfxr-pi8NDwsg4-Wpb2WnnXkouA5W4EJ1UndIW42coXkQ3zB\#
            IUQ4s0lmOOUJBQyVi0pAErz2RoyGHyVAJ0Aics4aOS21FsEoxsFP7QGHS9FLDHR4pQ8VuVpsWn77NhSMDBTfMVSitIQ-uXg0tdox\#
            Q2L9RjJbidL9rrpAGTjimGyuS-2yxvJ6qus0gtU__JWUAh-r8vmJ0WE2A4IJWDDCGTFk8Oy1KNZKTiUoadX5KJh3qh5DrkhQwEAA\#
            Q","authenticatorData":"SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2NFAAAAAQECAwQFBgcIAQIDBAUGBwgAIAkq\#
            Ioj5_uNxnL3pFgEDSL8s5QvqxiAiv38_r3iFlcbjpAEDAzkBACBZAQC8rA7QMURTtjP_89PPd1HScneD_3n-pyzqJ-MRKeK8F0Yx\#
            LuThfYJXlGxpIZRoiknFhx4lwr54sbqCdZ2fsPn4VO3IZUcXWOV1uqF38a_qYvDQ8LIOPlqW9lp515KLgOVuBCdVJ3SFuNnKF5EN\#
            8wSFEOLNJZjjlCQUMlYtKQBK89kaMhh8lQCdAInLOGjkttRbBKMbBT-0Bh0vRSwx0eKUPFblabFp--zYUjAwU3zFUorSEPrl4NLX\#
            aMUNi_UYyW4nS_a66QBk44phsrkvtssbyeqrrNILVP_yVlAIfq_L5idFhNgOCCVgwwhkxZPDstSjWSk4lKGnV-SiYd6oeQ65IUMB\#
            AAE","clientDataJSON":"eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiQVFJREJBVUdCd2dKQ2dzTURRN\#
            FBFQkVTRXhRVkZoY1lHUm9iSEIwZUh5QSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6NDUyMzUiLCJjcm9zc09yaWdpbiI6Z\#
            mFsc2V9","publicKey":"MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvKwO0DFEU7Yz__PTz3dR0nJ3g_95_qcs6i\#
            fjESnivBdGMS7k4X2CV5RsaSGUaIpJxYceJcK-eLG6gnWdn7D5-FTtyGVHF1jldbqhd_Gv6mLw0PCyDj5alvZaedeSi4DlbgQnVS\#
            d0hbjZyheRDfMEhRDizSWY45QkFDJWLSkASvPZGjIYfJUAnQCJyzho5LbUWwSjGwU_tAYdL0UsMdHilDxW5Wmxafvs2FIwMFN8xV\#
            KK0hD65eDS12jFDYv1GMluJ0v2uukAZOOKYbK5L7bLG8nqq6zSC1T_8lZQCH6vy-YnRYTYDgglYMMIZMWTw7LUo1kpOJShp1fkom\#
            HeqHkOuQIDAQAB","publicKeyAlgorithm":-257,"transports":["internal"]},"type":"public-key"}
            """#,
        authentication: #"""
            {"authenticatorAttachment":"platform","clientExtensionResults":{},"id":"CSoiiPn-43GcvekWAQNIvyzlC-rG\#
            ICK_fz-veIWVxuM","rawId":"CSoiiPn-43GcvekWAQNIvyzlC-rGICK_fz-veIWVxuM","response":{"authenticatorDat\#
            a":"SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg","clientDataJSON":"eyJ0eXBlIjoid2ViYXV0aG4uZ2\#
            V0IiwiY2hhbGxlbmdlIjoiSVNJakpDVW1KeWdwS2lzc0xTNHZNREV5TXpRMU5qYzRPVG83UEQwLVAwQSIsIm9yaWdpbiI6Imh0dH\#
            A6Ly9sb2NhbGhvc3Q6NDUyMzUiLCJjcm9zc09yaWdpbiI6ZmFsc2V9","signature":"Hsv2daxcJhRVXZ5HyIOLLw4nTu4rrr9\#
            SATeVNE0hdxXSrhDHdHpX1RzgdTRTCnvXQXvTLEvu6iwkQgxSWfH13Xh0hSB9UwzynToVY6Dj_HLBa-5BnO1xMjTdsM6Y2O2PMBE\#
            u5fUrz3FVOhVUbD8wms5Mhs7jQGDYA5rIk7N8RKaFBqJEi8G64oIjleOrL82ntqmtbktj0AfyQNlSVJ8ZLF7cLljz_xfeCiZNDyi\#
            arwL54HvBHP1bKww5K65Mm93cwe8MBsgBNFtPYBvPS-pnMqVaDlFHIcJYkjBU3Cxgp7zCXOiQQ7Z49h1Lq4KOa8D21n04L546YXt\#
            _aQvclF-Q6Q","userHandle":"CQgHBg"},"type":"public-key"}
            """#,
        format: "packed",
        type: .basic,
        isVerified: true
    )

    private static let securityKey = Pair(
        name: "security key that verifies nobody",
        registration: #"""
            {"authenticatorAttachment":"cross-platform","clientExtensionResults":{"credProps":{"rk":false}},"id"\#
            :"CDyD7MeULUSQF0zRcU-RbXgEzd0UNxmb8fLzkbeyZQs","rawId":"CDyD7MeULUSQF0zRcU-RbXgEzd0UNxmb8fLzkbeyZQs"\#
            ,"response":{"attestationObject":"o2NmbXRmcGFja2VkZ2F0dFN0bXSjY2FsZyZjc2lnWEcwRQIhAJAOW1oVczwSY_00Xf\#
            l5Ja69oUzIyQFNlG_mWNDz8OwJAiBhhvYL_nZpmPHxiPU0WYj8KbjL-y7_ZtXLVGSUZyqESGN4NWOBWQHYMIIB1DCCAXqgAwIBAg\#
            IBATAKBggqhkjOPQQDAjBgMQswCQYDVQQGEwJVUzERMA8GA1UECgwIQ2hyb21pdW0xIjAgBgNVBAsMGUF1dGhlbnRpY2F0b3IgQX\#
            R0ZXN0YXRpb24xGjAYBgNVBAMMEUJhdGNoIENlcnRpZmljYXRlMB4XDTE3MDcxNDAyNDAwMFoXDTQ2MTExNzA1MTEyOFowYDELMA\#
            kGA1UEBhMCVVMxETAPBgNVBAoMCENocm9taXVtMSIwIAYDVQQLDBlBdXRoZW50aWNhdG9yIEF0dGVzdGF0aW9uMRowGAYDVQQDDB\#
            FCYXRjaCBDZXJ0aWZpY2F0ZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABI1hfmXJUI5kvMVnOsgqZ5naPBRGaCwljEY__99Y39\#
            L6Pmw3i1PXlcSk3_tBme3Xhi8jq68CA7S4kRugVpmU4QGjJTAjMAwGA1UdEwEB_wQCMAAwEwYLKwYBBAGC5RwCAQEEBAMCBSAwCg\#
            YIKoZIzj0EAwIDSAAwRQIgTqhnamtVClxMzMykRycEXIcVLcxaz-C_uBkleyEQd4gCIQD8zn2GYKU0dtqTgJGKURvtC4snRRccTO\#
            UxgyPPOIrR-WhhdXRoRGF0YVikSZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2NBAAAAAQECAwQFBgcIAQIDBAUGBwgAIA\#
            g8g-zHlC1EkBdM0XFPkW14BM3dFDcZm_Hy85G3smULpQECAyYgASFYIOiv3-VUZfrU3kXRqDKgxr18D8tKEL32cHT1KcCYdNHbIl\#
            ggy0jGjk-8_-8uodfcTJW-7ZxynTkL97eQUDhKxkH3Stw","authenticatorData":"SZYN5YgOjGh0NBcPZHZgW4_krrmihjLH\#
            mVzzuoMdl2NBAAAAAQECAwQFBgcIAQIDBAUGBwgAIAg8g-zHlC1EkBdM0XFPkW14BM3dFDcZm_Hy85G3smULpQECAyYgASFYIOiv\#
            3-VUZfrU3kXRqDKgxr18D8tKEL32cHT1KcCYdNHbIlggy0jGjk-8_-8uodfcTJW-7ZxynTkL97eQUDhKxkH3Stw","clientData\#
            JSON":"eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiQVFJREJBVUdCd2dKQ2dzTURRNFBFQkVTRXhRVkZoY\#
            1lHUm9iSEIwZUh5QSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6NDUyMzUiLCJjcm9zc09yaWdpbiI6ZmFsc2V9","public\#
            Key":"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE6K_f5VRl-tTeRdGoMqDGvXwPy0oQvfZwdPUpwJh00dvLSMaOT7z_7y6h19\#
            xMlb7tnHKdOQv3t5BQOErGQfdK3A","publicKeyAlgorithm":-7,"transports":["usb"]},"type":"public-key"}
            """#,
        authentication: #"""
            {"authenticatorAttachment":"cross-platform","clientExtensionResults":{},"id":"CDyD7MeULUSQF0zRcU-RbX\#
            gEzd0UNxmb8fLzkbeyZQs","rawId":"CDyD7MeULUSQF0zRcU-RbXgEzd0UNxmb8fLzkbeyZQs","response":{"authentica\#
            torData":"SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MBAAAAAg","clientDataJSON":"eyJ0eXBlIjoid2ViYXV0\#
            aG4uZ2V0IiwiY2hhbGxlbmdlIjoiSVNJakpDVW1KeWdwS2lzc0xTNHZNREV5TXpRMU5qYzRPVG83UEQwLVAwQSIsIm9yaWdpbiI6\#
            Imh0dHA6Ly9sb2NhbGhvc3Q6NDUyMzUiLCJjcm9zc09yaWdpbiI6ZmFsc2V9","signature":"MEUCIGtMZqTiX8ta4NNwzCDyF\#
            6JYRaEymGhB8u3fhq0DGcViAiEAwfXZ6PxRMRBMO2PFau_F2jUC8EmhTIfYGpKBjN8TXHE"},"type":"public-key"}
            """#,
        format: "packed",
        type: .basic,
        isVerified: false
    )

    private static let u2f = Pair(
        name: "U2F key",
        registration: #"""
            {"authenticatorAttachment":"cross-platform","clientExtensionResults":{"credProps":{"rk":false}},"id"\#
            :"Dw6QhU13yrKvGXmaPxowb_JB0b-yGkIi2ZN2cq09ozs","rawId":"Dw6QhU13yrKvGXmaPxowb_JB0b-yGkIi2ZN2cq09ozs"\#
            ,"response":{"attestationObject":"o2NmbXRoZmlkby11MmZnYXR0U3RtdKJjc2lnWEgwRgIhAMNNHoC_b7KbQBiEi9kiiW\#
            RXCoH64qguIzT46dalO-m3AiEAmv_fvP6GEa2d3iM7pqW51J9qBl0Cgg8wHmoVBdw_mBZjeDVjgVkB1zCCAdMwggF6oAMCAQICAQ\#
            EwCgYIKoZIzj0EAwIwYDELMAkGA1UEBhMCVVMxETAPBgNVBAoMCENocm9taXVtMSIwIAYDVQQLDBlBdXRoZW50aWNhdG9yIEF0dG\#
            VzdGF0aW9uMRowGAYDVQQDDBFCYXRjaCBDZXJ0aWZpY2F0ZTAeFw0xNzA3MTQwMjQwMDBaFw00NjExMTcwNTExMjlaMGAxCzAJBg\#
            NVBAYTAlVTMREwDwYDVQQKDAhDaHJvbWl1bTEiMCAGA1UECwwZQXV0aGVudGljYXRvciBBdHRlc3RhdGlvbjEaMBgGA1UEAwwRQm\#
            F0Y2ggQ2VydGlmaWNhdGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASNYX5lyVCOZLzFZzrIKmeZ2jwURmgsJYxGP__fWN_S-j\#
            5sN4tT15XEpN_7QZnt14YvI6uvAgO0uJEboFaZlOEBoyUwIzAMBgNVHRMBAf8EAjAAMBMGCysGAQQBguUcAgEBBAQDAgUgMAoGCC\#
            qGSM49BAMCA0cAMEQCIGp6WlwPQo5RPTSUTpWcgUk4UeUifz2Id5K-tmsxrYv3AiBnUdTBHMFEgJMwwAKl7FTzExpQnx5gnDqr1l\#
            FKAf038WhhdXRoRGF0YVikSZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2NBAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA8OkI\#
            VNd8qyrxl5mj8aMG_yQdG_shpCItmTdnKtPaM7pQECAyYgASFYIETJP6rcvY-LYXZXCCMLz6dZtog4fnpQWAXbemhapgaLIlggvQ\#
            aQ4HM4QSoNIlST8c3_Rubnc0QPepgpKdzIdhVANJ0","authenticatorData":"SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzz\#
            uoMdl2NBAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA8OkIVNd8qyrxl5mj8aMG_yQdG_shpCItmTdnKtPaM7pQECAyYgASFYIETJP6rc\#
            vY-LYXZXCCMLz6dZtog4fnpQWAXbemhapgaLIlggvQaQ4HM4QSoNIlST8c3_Rubnc0QPepgpKdzIdhVANJ0","clientDataJSON\#
            ":"eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiQVFJREJBVUdCd2dKQ2dzTURRNFBFQkVTRXhRVkZoY1lHU\#
            m9iSEIwZUh5QSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6NDUyMzUiLCJjcm9zc09yaWdpbiI6ZmFsc2V9","publicKey"\#
            :"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAERMk_qty9j4thdlcIIwvPp1m2iDh-elBYBdt6aFqmBou9BpDgczhBKg0iVJPxzf\#
            9G5udzRA96mCkp3Mh2FUA0nQ","publicKeyAlgorithm":-7,"transports":["usb"]},"type":"public-key"}
            """#,
        authentication: #"""
            {"authenticatorAttachment":"cross-platform","clientExtensionResults":{},"id":"Dw6QhU13yrKvGXmaPxowb_\#
            JB0b-yGkIi2ZN2cq09ozs","rawId":"Dw6QhU13yrKvGXmaPxowb_JB0b-yGkIi2ZN2cq09ozs","response":{"authentica\#
            torData":"SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MBAAAAAg","clientDataJSON":"eyJ0eXBlIjoid2ViYXV0\#
            aG4uZ2V0IiwiY2hhbGxlbmdlIjoiSVNJakpDVW1KeWdwS2lzc0xTNHZNREV5TXpRMU5qYzRPVG83UEQwLVAwQSIsIm9yaWdpbiI6\#
            Imh0dHA6Ly9sb2NhbGhvc3Q6NDUyMzUiLCJjcm9zc09yaWdpbiI6ZmFsc2V9","signature":"MEQCIHPcjk5CRUykq5jYLN-QG\#
            4jSYZLmedsOnpLbNznf-7UXAiB_VmRZl4hFPK_QdLW0T-iGe4JbpymUeitlPWLijKn2KA"},"type":"public-key"}
            """#,
        format: "fido-u2f",
        type: .basic,
        isVerified: false
    )
}
