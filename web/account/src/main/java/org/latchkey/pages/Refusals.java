package org.latchkey.pages;

import jakarta.faces.FacesException;
import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerFactory;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ExceptionQueuedEvent;
import jakarta.faces.event.ExceptionQueuedEventContext;
import jakarta.faces.event.PhaseId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Iterator;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.NotFound;
import org.primefaces.csp.CspException;

/**
 * Opens a page anew where what it shows is no longer so: its state has expired, or the user may no longer do what it
 * offers. The page itself then says what is left.
 */
public class Refusals extends ExceptionHandlerFactory {

    public Refusals(ExceptionHandlerFactory wrapped) {
        super(wrapped);
    }

    @Override
    public ExceptionHandler getExceptionHandler() {
        return new Reopening(getWrapped().getExceptionHandler());
    }

    private static final class Reopening extends ExceptionHandlerWrapper {

        Reopening(ExceptionHandler wrapped) {
            super(wrapped);
        }

        @Override
        public void handle() {
            Iterator<ExceptionQueuedEvent> events =
                    getUnhandledExceptionQueuedEvents().iterator();
            while (events.hasNext()) {
                ExceptionQueuedEventContext event = events.next().getContext();
                if (isOutdated(cause(event.getException())) || isUnrestorable(event)) {
                    events.remove();
                    reopen(event.getContext());
                    return;
                }
            }
            super.handle();
        }

        private Throwable cause(Throwable thrown) {
            Throwable root = getRootCause(thrown);
            return root == null ? thrown : root;
        }

        private static boolean isOutdated(Throwable cause) {
            return cause instanceof ViewExpiredException
                    || cause instanceof CspException
                    || cause instanceof Forbidden
                    || cause instanceof NotFound;
        }

        /** A state that was never one of the page: nobody who uses it sends that. */
        private static boolean isUnrestorable(ExceptionQueuedEventContext event) {
            return event.getPhaseId() == PhaseId.RESTORE_VIEW
                    && event.getContext().isPostback();
        }

        private static void reopen(FacesContext faces) {
            HttpServletRequest request =
                    (HttpServletRequest) faces.getExternalContext().getRequest();
            try {
                Redirect.to(PageAddress.before(request).orElse(PageAddress.HOME), faces);
            } catch (IOException e) {
                throw new FacesException(e);
            }
        }
    }
}
