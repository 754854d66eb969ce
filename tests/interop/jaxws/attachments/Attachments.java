package attachments;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.activation.DataHandler;
import javax.activation.DataSource;
import javax.jws.WebParam;
import javax.jws.WebService;
import javax.xml.bind.annotation.XmlAttachmentRef;
import javax.xml.bind.annotation.XmlMimeType;
import javax.xml.ws.soap.MTOM;

/** Octets, in MTOM from 1,024 of them on. */
@WebService(targetNamespace = "urn:sapo:attachments", serviceName = "Attachments", name = "AttachmentsPort", portName = "AttachmentsPort")
@MTOM(threshold = 1024)
public class Attachments {
    public byte[] echoOctets(@WebParam(name = "octets") byte[] octets) {
        return octets;
    }

    @XmlMimeType("application/octet-stream")
    public DataHandler echoFile(@WebParam(name = "file") @XmlMimeType("application/octet-stream") DataHandler file) {
        return file;
    }

    /** Several attachments in one message, some of them absent. */
    public Album echoAlbum(@WebParam(name = "album") Album album) {
        return album;
    }

    /** What arrived, read as it arrives: its media type, length and SHA-256. */
    public Measures measure(@WebParam(name = "file") @XmlMimeType("*/*") DataHandler file) {
        Measures measures = new Measures();
        measures.mediaType = file.getContentType();
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream stream = new DigestInputStream(file.getInputStream(), digest)) {
                measures.length = stream.transferTo(OutputStream.nullOutputStream());
            }
            measures.sha256 = HexFormat.of().formatHex(digest.digest());
            return measures;
        } catch (IOException | GeneralSecurityException error) {
            throw new IllegalStateException(error);
        }
    }

    /** So many octets, each the low byte of its place, made as they are sent. */
    @XmlMimeType("application/octet-stream")
    public DataHandler make(@WebParam(name = "length") long length) {
        return new DataHandler(new Made(length));
    }

    /** By reference, as SOAP with Attachments has it. */
    @XmlAttachmentRef
    public DataHandler echoReferred(@WebParam(name = "file") @XmlAttachmentRef DataHandler file) {
        return file;
    }

    public static class Album {
        public String title;
        public List<Picture> pictures;
    }

    public static class Picture {
        public String name;
        @XmlMimeType("image/png")
        public DataHandler image;
        public byte[] thumbnail;
    }

    public static class Measures {
        public String mediaType;
        public long length;
        public String sha256;
    }

    private record Made(long length) implements DataSource {
        @Override
        public InputStream getInputStream() {
            return new InputStream() {
                private long place;

                @Override
                public int read() {
                    return place < length ? (int) (place++ & 0xff) : -1;
                }
            };
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            throw new IOException("it is made");
        }

        @Override
        public String getContentType() {
            return "application/octet-stream";
        }

        @Override
        public String getName() {
            return "made";
        }
    }
}
